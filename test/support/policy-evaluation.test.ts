import { isAllowed, PolicyDocument } from './policy-evaluation';

const POLICY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'acm-pca.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' }],
};
const REQUEST = {
  principal: 'acm-pca.amazonaws.com',
  action: 'kms:Decrypt',
  resource: 'arn:aws:kms:us-east-1:111122223333:key/1',
  resourceAccount: '111122223333',
};
const CONTEXT = { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::amzn-s3-demo-bucket' };

test('a Deny on an encryption context counts', async () => {
  const denying: PolicyDocument = {
    ...POLICY,
    Statement: [...POLICY.Statement, { ...POLICY.Statement[0], Effect: 'Deny', Condition: { StringEquals: CONTEXT } }],
  };

  expect(await isAllowed(POLICY, { ...REQUEST, context: CONTEXT })).toBe(true);
  expect(await isAllowed(denying, { ...REQUEST, context: CONTEXT })).toBe(false);
  expect(await isAllowed(denying, REQUEST)).toBe(true);
});

test('a context key that the engine would ignore is an error, not a verdict', async () => {
  const foreign = { ...REQUEST, context: { 'kms:EncryptionContext:some:other': 'value' } };

  await expect(isAllowed(POLICY, foreign)).rejects.toThrow('ignored kms:EncryptionContext:some:other');
});

test('an action that does not exist is an error, not a verdict', async () => {
  await expect(isAllowed(POLICY, { ...REQUEST, action: 'kms:Dercypt' })).rejects.toThrow();
});

test('a policy that is none is an error, not a verdict', async () => {
  const misspelt = { ...POLICY, Statement: [{ ...POLICY.Statement[0], Effect: 'Alow' }] };

  await expect(isAllowed(misspelt, REQUEST)).rejects.toThrow();
});
