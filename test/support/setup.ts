// CDK validates each synthesized template, which costs a second and 300 MB a process: off for the mass of the tests.
// test/compliance turns it on again, as errors.
process.env.CDK_VALIDATION = 'false';
