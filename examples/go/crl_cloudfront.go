package examples

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca"
)

// CrlCloudFront adds two CAs that publish CRLs through CloudFront.
func CrlCloudFront(app awscdk.App) {
	// Access logs of the distribution require us-east-1. Without access logs, you can use any Region.
	stack := awscdk.NewStack(app, jsii.String("CrlCloudFront"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("us-east-1")},
	})

	bucket := cdkprivateca.NewCrlBucket(stack, jsii.String("Crls"), nil)
	distribution := cdkprivateca.NewCrlDistribution(stack, jsii.String("CrlDistribution"), &cdkprivateca.CrlDistributionProps{
		Bucket:    bucket,
		LogBucket: bucket.ServerAccessLogsBucket(),
	})
	revocation := cdkprivateca.Revocation_Crl(&cdkprivateca.CrlOptions{
		DistributionPoint: cdkprivateca.CrlDistributionPoint_Distribution(distribution),
		Expiration:        awscdk.Duration_Days(jsii.Number(7)),
	})

	root := cdkprivateca.NewRootCertificateAuthority(stack, jsii.String("Root"), &cdkprivateca.RootCertificateAuthorityProps{
		Subject:    exampleName("Example Corp Root CA G1"),
		Revocation: revocation,
	})
	cdkprivateca.NewSubordinateCertificateAuthority(stack, jsii.String("Issuing"), &cdkprivateca.SubordinateCertificateAuthorityProps{
		Subject:    exampleName("Example Corp Issuing CA G1"),
		Parent:     root,
		Revocation: revocation,
	})

	awscdk.NewCfnOutput(stack, jsii.String("CrlDomainName"), &awscdk.CfnOutputProps{Value: distribution.DomainName()})
}
