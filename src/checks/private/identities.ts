import { coversAction } from './policies';
import { isObject, Resource } from './template';
import { View } from './view';

/* What the roles and users of an app can call: in doubt, everything. */

/** Managed policies that allow every action of AWS Private CA. */
const ADMINISTRATORS = /AdministratorAccess|PowerUserAccess|AWSPrivateCAFullAccess|AWSCertificateManagerPrivateCAFullAccess/;

/** Whether a role, a user, or a function of the app can be allowed to call an action. */
export function mayCall(view: View, action: string): boolean {
  return view.memo(`mayCall ${action}`, () => identities(view).some(({ body }) => mentionsAction(body, action)));
}

function identities(view: View): readonly Resource[] {
  return view.memo('identities', () => view.set.types.filter((type) => /^AWS::IAM::|^AWS::Serverless::|^Custom::|CustomResource$/.test(type))
    .flatMap((type) => view.all(type)));
}

function mentionsAction(raw: unknown, action: string): boolean {
  if (Array.isArray(raw)) { return raw.some((item) => mentionsAction(item, action)); }
  if (typeof raw === 'string') { return ADMINISTRATORS.test(raw); }
  if (!isObject(raw)) { return false; }
  if (raw.Effect === 'Deny') { return false; }
  return Object.entries(raw).some(([key, value]) => {
    if (key === 'NotAction') { return true; }
    return key === 'Action' ? isAction(value, action) : mentionsAction(value, action);
  });
}

/** `sts:AssumeRole` and the like are literal; an action that is an expression can be any. */
function isAction(value: unknown, action: string): boolean {
  if (Array.isArray(value)) { return value.some((item) => isAction(item, action)); }
  return typeof value !== 'string' || coversAction(value, action);
}
