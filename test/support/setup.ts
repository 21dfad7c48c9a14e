// CDK validates each synthesized template, which costs a second and 300 MB a process: off for the mass of the tests.
// test/compliance turns it on again, as errors.
process.env.CDK_VALIDATION = 'false';

// CDK records the stack trace of each new resource, which takes a fifth of the time of a test.
process.env.CDK_CONTEXT_JSON = JSON.stringify({ 'aws:cdk:disable-creation-stack-traces': true });
