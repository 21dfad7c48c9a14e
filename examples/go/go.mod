module github.com/cdk-private-ca/cdk-private-ca/examples/go

go 1.25

require (
	github.com/aws/aws-cdk-go/awscdk/v2 v2.276.0
	github.com/aws/constructs-go/constructs/v10 v10.8.1
	github.com/aws/jsii-runtime-go v1.142.0
	github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca v0.1.0
)
