// Command synth synthesizes one example: cdk synth --app "go run ./cmd/synth first-ca".
package main

import (
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	examples "github.com/cdk-private-ca/cdk-private-ca/examples/go"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	examples.Examples[os.Args[1]](app)
	app.Synth(nil)
}
