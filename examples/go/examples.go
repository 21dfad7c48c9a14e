// Package examples contains apps in Go. The examples in TypeScript with the same names have the monthly costs.
package examples

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca"
)

// Examples are functions that add the stack of an example to an app, by name.
var Examples = map[string]func(app awscdk.App){
	"audit-loop":     AuditLoop,
	"baseline":       Baseline,
	"crl-cloudfront": CrlCloudFront,
	"ezca-logs":      EzcaLogs,
	"first-ca":       FirstCa,
	"grants":         Grants,
	"two-tier":       TwoTier,
	"watched-pki":    WatchedPki,
}

func exampleName(commonName string) cdkprivateca.DistinguishedName {
	return cdkprivateca.DistinguishedName_Of(&cdkprivateca.DistinguishedNameAttributes{
		CommonName:   jsii.String(commonName),
		Organization: jsii.String("Example Corp"),
		Country:      jsii.String("US"),
	})
}
