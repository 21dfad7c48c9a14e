import { readFileSync } from 'fs';
import { dirname, join } from 'path';

// `npm run verify` runs the tests with the lowest aws-cdk-lib, too, and says so by this variable.
const floor = process.env.CDK_PRIVATE_CA_FLOOR;

test(`the tests run with ${floor ? 'the lowest' : 'the newest'} aws-cdk-lib`, () => {
  const manifest = join(dirname(require.resolve('aws-cdk-lib')), 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

  const { devDependencies } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  expect(version).toBe(floor ?? devDependencies['aws-cdk-lib']);
});
