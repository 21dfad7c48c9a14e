import { Tokenization } from 'aws-cdk-lib';

/** A number with its unit, such as `1 day` or `2 days`. Tokens are plural. */
export function counted(count: number, unit: string): string {
  return `${Tokenization.stringifyNumber(count)} ${unit}${count === 1 ? '' : 's'}`;
}
