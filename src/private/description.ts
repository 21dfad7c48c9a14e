import { IConstruct } from 'constructs';
import { LIMITS } from './limits';

/* Descriptions of resources. They end with the path of a construct, which can have any length and any characters. */

/** The characters that IAM does not accept in a description. */
const OTHER_CHARACTERS = /[^\t\n\r -~\u00A1-\u00FF]/g;

/** The description of a KMS key. */
export function describeKey(scope: IConstruct, text: string): string {
  return describe(scope, text, LIMITS.keyDescription.max);
}

/** The description of a role, or of a managed policy. */
export function describeRole(scope: IConstruct, text: string): string {
  return describe(scope, text, LIMITS.roleDescription.max).replace(OTHER_CHARACTERS, '?');
}

/** The end of a path says more than its start. */
function describe({ node: { path } }: IConstruct, text: string, max: number): string {
  const room = max - `${text} ()`.length;
  return `${text} (${path.length <= room ? path : `...${path.slice(path.length - room + '...'.length)}`})`;
}
