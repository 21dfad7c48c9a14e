package examples

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca"
)

// WatchedPki adds alarms, queries, and a dashboard, based on the log group of an existing trail.
func WatchedPki(app awscdk.App) {
	stack := awscdk.NewStack(app, jsii.String("WatchedPki"), nil)

	trailLogs := awslogs.LogGroup_FromLogGroupName(stack, jsii.String("Trail"), jsii.String("management-events"))
	root := cdkprivateca.PrivateCertificateAuthority_FromCertificateAuthorityArn(stack, jsii.String("Root"),
		jsii.String("arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555"))
	reports := awss3.Bucket_FromBucketName(stack, jsii.String("Reports"), jsii.String("amzn-s3-demo-bucket"))
	trailFiles := awss3.Bucket_FromBucketName(stack, jsii.String("TrailFiles"), jsii.String("amzn-s3-demo-bucket1"))
	notifications := cdkprivateca.NewPkiNotifications(stack, jsii.String("Notifications"), &cdkprivateca.PkiNotificationsProps{
		Subscriptions: &[]awssns.ITopicSubscription{
			awssnssubscriptions.NewEmailSubscription(jsii.String("pki@example.com"), nil),
		},
	})

	// This account shares many other resources with AWS RAM, and disables CAs only in an emergency.
	signals := cdkprivateca.PkiSignals_Recommended().
		Plus(
			cdkprivateca.PkiSignal_RootCaUsed(root),
			cdkprivateca.PkiSignal_BucketChanged(reports, trailFiles),
			cdkprivateca.PkiSignal_BucketChangeDenied(reports, trailFiles),
			cdkprivateca.PkiSignal_AuditReportElsewhere(reports),
		).
		Without(jsii.String("ca-share-changed"), jsii.String("ca-share-change-denied")).
		WithCriticality(jsii.String("ca-disabled"), cdkprivateca.Criticality_CRITICAL)
	alarms := cdkprivateca.NewPkiAlarms(stack, jsii.String("Alarms"), &cdkprivateca.PkiAlarmsProps{
		Source:  cdkprivateca.SignalSource_Logs(trailLogs),
		Signals: signals,
		Routing: cdkprivateca.AlarmRouting_EverythingTo(notifications),
	})
	cdkprivateca.NewPrivateCaQueries(stack, jsii.String("Queries"), &cdkprivateca.PrivateCaQueriesProps{LogGroup: trailLogs})
	cdkprivateca.NewPrivateCaDashboard(stack, jsii.String("Dashboard"), &cdkprivateca.PrivateCaDashboardProps{
		Alarms: &[]cdkprivateca.PkiAlarms{alarms},
	})
}
