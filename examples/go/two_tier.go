package examples

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawsacmpca"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca"
)

// TwoTier adds a root CA, an issuing CA, and an ACM certificate.
func TwoTier(app awscdk.App) {
	stack := awscdk.NewStack(app, jsii.String("TwoTier"), nil)

	root := cdkprivateca.NewRootCertificateAuthority(stack, jsii.String("Root"), &cdkprivateca.RootCertificateAuthorityProps{
		Subject:    exampleName("Example Corp Root CA G1"),
		Revocation: cdkprivateca.Revocation_Ocsp(nil),
	})
	// The defaults are 3 years and path length 0: it issues end-entity certificates.
	issuing := cdkprivateca.NewSubordinateCertificateAuthority(stack, jsii.String("Issuing"), &cdkprivateca.SubordinateCertificateAuthorityProps{
		Subject:    exampleName("Example Corp Issuing CA G1"),
		Parent:     root,
		Revocation: cdkprivateca.Revocation_Ocsp(nil),
	})
	renewal := cdkprivateca.NewCertificateAuthorityPermission(stack, jsii.String("Renewal"), &cdkprivateca.CertificateAuthorityPermissionProps{
		CertificateAuthority: issuing,
	})
	cdkprivateca.NewAuditReportBucket(stack, jsii.String("Audit"), &cdkprivateca.AuditReportBucketProps{
		CertificateAuthorities: &[]interfacesawsacmpca.ICertificateAuthorityRef{root, issuing},
	})

	server := awscertificatemanager.NewPrivateCertificate(stack, jsii.String("Server"), &awscertificatemanager.PrivateCertificateProps{
		DomainName:           jsii.String("server.example.com"),
		CertificateAuthority: issuing,
		// ACM requests RSA_2048 by default, and the key must have the family of the CA's key.
		KeyAlgorithm: awscertificatemanager.KeyAlgorithm_EC_PRIME256V1(),
	})
	// The certificate is requested after ACM has permission for the CA.
	server.Node().AddDependency(renewal)
}
