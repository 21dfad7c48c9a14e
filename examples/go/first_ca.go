package examples

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawsacmpca"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca"
)

// FirstCa adds a root CA and an audit report bucket.
func FirstCa(app awscdk.App) {
	stack := awscdk.NewStack(app, jsii.String("FirstCa"), nil)

	root := cdkprivateca.NewRootCertificateAuthority(stack, jsii.String("Root"), &cdkprivateca.RootCertificateAuthorityProps{
		Subject:    exampleName("Example Corp Root CA G1"),
		Revocation: cdkprivateca.Revocation_Ocsp(nil),
	})
	audit := cdkprivateca.NewAuditReportBucket(stack, jsii.String("Audit"), &cdkprivateca.AuditReportBucketProps{
		CertificateAuthorities: &[]interfacesawsacmpca.ICertificateAuthorityRef{root},
		Encryption:             cdkprivateca.PrivateCaBucketEncryption_Kms(nil),
	})

	awscdk.NewCfnOutput(stack, jsii.String("CertificateAuthorityArn"), &awscdk.CfnOutputProps{
		Value: root.CertificateAuthorityArn(),
	})
	awscdk.NewCfnOutput(stack, jsii.String("AuditReportBucketName"), &awscdk.CfnOutputProps{
		Value: audit.Bucket().BucketName(),
	})
}
