import { Aws } from 'aws-cdk-lib';

/**
 * The ARN of a certificate template of AWS Private CA. Templates belong to no account and no Region, but to a
 * partition.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/template-varieties.html
 */
export function templateArn(templateName: string): string {
  return `arn:${Aws.PARTITION}:acm-pca:::template/${templateName}`;
}
