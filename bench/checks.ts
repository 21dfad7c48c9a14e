import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack, aws_acmpca as acmpca, aws_certificatemanager as acm, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { runRules } from '../src/checks/private/engine';
import { readPath } from '../src/checks/private/read-templates';
import { TemplateSet } from '../src/checks/private/template-set';

/* How long the rules take on 1,000 CAs in 20 templates, as a ratio to the synthesis of the same app:
   `CDK_VALIDATION=false npx ts-node --transpile-only bench/checks.ts`. */

const STACKS = 20;
const CAS_OF_STACK = 50;
const RUNS = 9;

function addCa(stack: Stack, id: string, crls: s3.Bucket): void {
  const ca = new acmpca.CfnCertificateAuthority(stack, id, {
    type: 'ROOT',
    keyAlgorithm: 'EC_prime256v1',
    signingAlgorithm: 'SHA256WITHECDSA',
    subject: { commonName: id },
    revocationConfiguration: {
      crlConfiguration: {
        enabled: true, s3BucketName: crls.bucketName, s3ObjectAcl: 'BUCKET_OWNER_FULL_CONTROL', customCname: 'crl.example.com',
      },
    },
  });
  ca.node.addDependency(crls.policy!);
  const certificate = new acmpca.CfnCertificate(stack, `${id}Certificate`, {
    certificateAuthorityArn: ca.attrArn,
    certificateSigningRequest: ca.attrCertificateSigningRequest,
    signingAlgorithm: 'SHA256WITHECDSA',
    templateArn: `arn:${stack.partition}:acm-pca:::template/RootCACertificate/V1`,
    validity: { type: 'YEARS', value: 10 },
  });
  const activation = new acmpca.CfnCertificateAuthorityActivation(stack, `${id}Activation`, {
    certificateAuthorityArn: ca.attrArn, certificate: certificate.attrCertificate,
  });
  new acmpca.CfnPermission(stack, `${id}Permission`, {
    certificateAuthorityArn: activation.ref, principal: 'acm.amazonaws.com', actions: ['IssueCertificate', 'GetCertificate', 'ListPermissions'],
  });
  new acm.CfnCertificate(stack, `${id}Server`, {
    domainName: 'www.example.com', certificateAuthorityArn: activation.ref, keyAlgorithm: 'EC_prime256v1',
  });
}

function build(): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'bench-')) });
  for (let index = 0; index < STACKS; index++) {
    const stack = new Stack(app, `Stack${index}`);
    const crls = new s3.Bucket(stack, 'Crls', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL });
    crls.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('acm-pca.amazonaws.com')],
      actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:PutObject', 's3:PutObjectAcl'],
      resources: [crls.bucketArn, crls.arnForObjects('*')],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }));
    for (let ca = 0; ca < CAS_OF_STACK; ca++) { addCa(stack, `Ca${ca}`, crls); }
  }
  return app;
}

/** The CPU time of a task in milliseconds: the least of several runs, because other processes disturb it. */
function timed(task: () => unknown, runs = RUNS): number {
  return Math.min(...Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    task();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e3;
  }));
}

let directory = '';
const synthesis = timed(() => { directory = build().synth().directory; }, 1);
const reading = timed(() => readPath(directory));
const { sources } = readPath(directory);
const parsing = timed(() => new TemplateSet(sources));
const rules = timed(() => runRules(new TemplateSet(sources), { informational: true })) - parsing;
const { violations, notes } = runRules(new TemplateSet(sources));

const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
process.stdout.write([
  `${STACKS * CAS_OF_STACK} CAs in ${sources.length} templates, ${violations.length} findings, ${notes.length} notes`,
  `synthesis ${milliseconds(synthesis)}`,
  `reading ${milliseconds(reading)}, parsing ${milliseconds(parsing)}, all rules ${milliseconds(rules)}`,
  `ratio of all rules to synthesis: ${(rules / synthesis).toFixed(3)}`,
  '',
].join('\n'));
