package examples

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca"
)

// Grants adds a root CA with separate roles for issuance, revocation, audits, and administration.
func Grants(app awscdk.App) {
	stack := awscdk.NewStack(app, jsii.String("Grants"), nil)
	role := func(id string) awsiam.Role {
		return awsiam.NewRole(stack, jsii.String(id), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()})
	}

	root := cdkprivateca.NewRootCertificateAuthority(stack, jsii.String("Root"), &cdkprivateca.RootCertificateAuthorityProps{
		Subject: cdkprivateca.DistinguishedName_Of(&cdkprivateca.DistinguishedNameAttributes{
			CommonName: jsii.String("Example Corp Root CA G1"),
		}),
		Revocation: cdkprivateca.Revocation_Ocsp(nil),
	})
	root.Grants().Issue(role("Issuer"), &cdkprivateca.IssueGrantOptions{
		Templates: &[]cdkprivateca.CertificateTemplate{cdkprivateca.CertificateTemplate_END_ENTITY_SERVER_AUTH()},
	})
	root.Grants().Revoke(role("Revoker"))
	root.Grants().Audit(role("Auditor"))
	root.Grants().Administer(role("Administrator"))
}
