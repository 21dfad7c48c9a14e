// Command verify synthesizes the examples in Go, and writes the messages of mistakes. Its argument is the output folder.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawsacmpca"
	"github.com/aws/jsii-runtime-go"
	pca "github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca"
	examples "github.com/cdk-private-ca/cdk-private-ca/examples/go"
)

func subject(country string) pca.DistinguishedName {
	return pca.DistinguishedName_Of(&pca.DistinguishedNameAttributes{
		CommonName: jsii.String("Example Corp Root CA G1"),
		Country:    jsii.String(country),
	})
}

func root(stack awscdk.Stack, props *pca.RootCertificateAuthorityProps) {
	pca.NewRootCertificateAuthority(stack, jsii.String("Root"), props)
}

var mistakes = map[string]func(stack awscdk.Stack){
	"country": func(stack awscdk.Stack) {
		root(stack, &pca.RootCertificateAuthorityProps{Subject: subject("USA")})
	},
	"validity": func(stack awscdk.Stack) {
		root(stack, &pca.RootCertificateAuthorityProps{Subject: subject("US"), Validity: pca.Validity_Years(jsii.Number(0))})
	},
	"signing-algorithm": func(stack awscdk.Stack) {
		root(stack, &pca.RootCertificateAuthorityProps{
			Subject: subject("US"), SigningAlgorithm: pca.SigningAlgorithm_SHA256_WITH_RSA(),
		})
	},
	"no-certificate-authority": func(stack awscdk.Stack) {
		pca.NewAuditReportBucket(stack, jsii.String("Audit"), &pca.AuditReportBucketProps{
			CertificateAuthorities: &[]interfacesawsacmpca.ICertificateAuthorityRef{},
		})
	},
}

func messageOf(mistake func(stack awscdk.Stack)) (message string) {
	defer func() {
		if reason := recover(); reason != nil {
			message = fmt.Sprint(reason)
		}
	}()
	mistake(awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Mistake"), nil))
	return "no error"
}

func main() {
	defer jsii.Close()
	output := os.Args[1]
	seconds := map[string]float64{}
	for name, add := range examples.Examples {
		started := time.Now()
		app := awscdk.NewApp(&awscdk.AppProps{Outdir: jsii.String(filepath.Join(output, name))})
		add(app)
		app.Synth(nil)
		seconds[name] = time.Since(started).Seconds()
	}
	errors := map[string]string{}
	for name, mistake := range mistakes {
		errors[name] = messageOf(mistake)
	}
	text, err := json.Marshal(map[string]any{"seconds": seconds, "errors": errors})
	if err == nil {
		err = os.WriteFile(filepath.Join(output, "result.json"), text, 0o644)
	}
	if err != nil {
		panic(err)
	}
}
