package examples

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawsacmpca"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca"
)

// AuditLoop adds a root CA with daily audit reports, queries, and alarms.
func AuditLoop(app awscdk.App) {
	stack := awscdk.NewStack(app, jsii.String("AuditLoop"), nil)

	root := cdkprivateca.NewRootCertificateAuthority(stack, jsii.String("Root"), &cdkprivateca.RootCertificateAuthorityProps{
		Subject:    exampleName("Example Corp Root CA G1"),
		Revocation: cdkprivateca.Revocation_Ocsp(nil),
	})
	certificateAuthorities := &[]interfacesawsacmpca.ICertificateAuthorityRef{root}
	audit := cdkprivateca.NewAuditReportBucket(stack, jsii.String("Audit"), &cdkprivateca.AuditReportBucketProps{
		CertificateAuthorities: certificateAuthorities,
		Encryption:             cdkprivateca.PrivateCaBucketEncryption_Kms(nil),
	})
	notifications := cdkprivateca.NewPkiNotifications(stack, jsii.String("Notifications"), &cdkprivateca.PkiNotificationsProps{
		Subscriptions: &[]awssns.ITopicSubscription{
			awssnssubscriptions.NewEmailSubscription(jsii.String("pki@example.com"), nil),
		},
	})
	routing := cdkprivateca.AlarmRouting_EverythingTo(notifications)
	// One key for the topic and for the logs of all state machines.
	logEncryptionKey := notifications.EncryptionKey()

	schedule := cdkprivateca.NewAuditReportSchedule(stack, jsii.String("Reports"), &cdkprivateca.AuditReportScheduleProps{
		AuditReportBucket:      audit,
		CertificateAuthorities: certificateAuthorities,
		Routing:                routing,
		LogEncryptionKey:       logEncryptionKey,
	})
	analytics := cdkprivateca.NewAuditReportAnalytics(stack, jsii.String("Analytics"), &cdkprivateca.AuditReportAnalyticsProps{
		AuditReportBucket:      audit,
		Routing:                routing,
		LogEncryptionKey:       logEncryptionKey,
		ServerAccessLogsBucket: audit.ServerAccessLogsBucket(),
	})
	expiryWatch := cdkprivateca.NewCertificateAuthorityExpiryWatch(stack, jsii.String("Expiry"), &cdkprivateca.CertificateAuthorityExpiryWatchProps{
		CertificateAuthorities: certificateAuthorities,
		Routing:                routing,
		LogEncryptionKey:       logEncryptionKey,
	})
	analytics.Grants().Query(awsiam.NewRole(stack, jsii.String("Analyst"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewAccountRootPrincipal(),
	}))
	analytics.AddQuery(jsii.String("ShortLived"), &cdkprivateca.AuditReportQuery{
		Name:        jsii.String("short_lived"),
		Description: jsii.String("Which certificates have a validity period of at most 7 days?"),
		Sql: jsii.String(*analytics.QueryPrelude() + `
SELECT ca_id, subject, serial FROM certificate WHERE date_diff('day', not_before, not_after) <= 7`),
	})
	cdkprivateca.NewPrivateCaDashboard(stack, jsii.String("Dashboard"), &cdkprivateca.PrivateCaDashboardProps{
		AuditReportSchedules:   &[]cdkprivateca.AuditReportSchedule{schedule},
		AuditReportAnalytics:   &[]cdkprivateca.AuditReportAnalytics{analytics},
		ExpiryWatches:          &[]cdkprivateca.CertificateAuthorityExpiryWatch{expiryWatch},
		CertificateAuthorities: certificateAuthorities,
	})
}
