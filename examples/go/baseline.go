package examples

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca"
)

// Baseline adds a root CA and an issuing CA with audit reports, alarms, an expiry watch, and a dashboard.
func Baseline(app awscdk.App) {
	stack := awscdk.NewStack(app, jsii.String("Baseline"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("us-east-1")},
	})
	subject := func(name string) cdkprivateca.DistinguishedName {
		return cdkprivateca.DistinguishedName_Of(&cdkprivateca.DistinguishedNameAttributes{
			CommonName:   jsii.String("Example Corp " + name + " CA G1"),
			Organization: jsii.String("Example Corp"),
		})
	}

	// A second copy of management events is billed. Without this import, the baseline creates a trail.
	trail := cdkprivateca.PrivateCaTrail_FromPrivateCaTrailAttributes(stack, jsii.String("Trail"), &cdkprivateca.PrivateCaTrailAttributes{
		TrailArn: stack.FormatArn(&awscdk.ArnComponents{
			Service:      jsii.String("cloudtrail"),
			Resource:     jsii.String("trail"),
			ResourceName: jsii.String("management-events"),
		}),
		LogGroup: awslogs.LogGroup_FromLogGroupName(stack, jsii.String("TrailLogs"), jsii.String("management-events")),
		EncryptionKey: awskms.Key_FromKeyArn(stack, jsii.String("TrailKey"), stack.FormatArn(&awscdk.ArnComponents{
			Service:      jsii.String("kms"),
			Resource:     jsii.String("key"),
			ResourceName: jsii.String("11111111-2222-3333-4444-555555555555"),
		})),
	})

	cdkprivateca.NewPrivateCaBaseline(stack, jsii.String("Pki"), &cdkprivateca.PrivateCaBaselineProps{
		Hierarchy: &cdkprivateca.CertificateAuthorityHierarchyProps{
			Root: &cdkprivateca.HierarchyLevel{
				Name:    jsii.String("Root"),
				Subject: subject("Root"),
				Below: &[]*cdkprivateca.HierarchyLevel{
					{Name: jsii.String("Issuing"), Subject: subject("Issuing")},
				},
			},
			Revocation: cdkprivateca.Revocation_Ocsp(nil),
		},
		Trail: trail,
		Subscriptions: &[]awssns.ITopicSubscription{
			awssnssubscriptions.NewEmailSubscription(jsii.String("pki@example.com"), nil),
		},
	})
}
