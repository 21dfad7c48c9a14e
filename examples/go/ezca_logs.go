package examples

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca"
)

// EzcaLogs adds a log group for the cloud PKI EZCA, and alarms on its log events.
func EzcaLogs(app awscdk.App) {
	stack := awscdk.NewStack(app, jsii.String("EzcaLogs"), nil)

	ezca := cdkprivateca.NewExternalPkiLog(stack, jsii.String("Ezca"), &cdkprivateca.ExternalPkiLogProps{
		User: awsiam.NewUser(stack, jsii.String("EzcaWriter"), nil),
	})
	notifications := cdkprivateca.NewPkiNotifications(stack, jsii.String("Notifications"), &cdkprivateca.PkiNotificationsProps{
		Subscriptions: &[]awssns.ITopicSubscription{
			awssnssubscriptions.NewEmailSubscription(jsii.String("pki@example.com"), nil),
		},
	})

	cdkprivateca.NewPkiAlarms(stack, jsii.String("Alarms"), &cdkprivateca.PkiAlarmsProps{
		Source: cdkprivateca.SignalSource_Logs(ezca.LogGroup()),
		// EZCA publishes CRLs automatically, and creates certificates frequently.
		Signals: cdkprivateca.EzcaSignals_All().Without(jsii.String("ezca-4872"), jsii.String("ezca-4887")),
		Routing: cdkprivateca.AlarmRouting_EverythingTo(notifications),
	})
}
