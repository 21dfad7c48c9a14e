import { shortened } from './labels';
import { SHOWN } from './resource-types';
import { TemplateResource } from '../synth';

/* The lines of a node. */

const MAX_LINE = 34;

/** Returns the lines of a resource: its noun, its name, and what a reader wants to know first. */
export function describe(resource: TemplateResource, path: string, text: (value: unknown) => string): string[] {
  const { Type, Properties = {} } = resource;
  const noun = SHOWN[Type]?.noun ?? 'Certificate';
  const lines = (...all: string[]) => all.map((line) => shortened(line, MAX_LINE));
  switch (Type) {
    case 'AWS::ACMPCA::CertificateAuthority': {
      const { CommonName, Organization } = Properties.Subject as Record<string, unknown>;
      const kind = Properties.Type === 'ROOT' ? 'Root CA' : 'Subordinate CA';
      const mode = Properties.UsageMode === 'SHORT_LIVED_CERTIFICATE' ? ['short-lived certificates'] : [];
      return lines(kind, text(CommonName ?? Organization ?? path), ...mode, ...ocspOf(Properties));
    }
    case 'AWS::SNS::Subscription': return lines(noun, `${text(Properties.Protocol)}: ${text(Properties.Endpoint)}`);
    case 'AWS::Events::Rule': return lines(noun, ...eventTypes(Properties));
    case 'AWS::Scheduler::Schedule': return lines(noun, text(Properties.ScheduleExpression));
    case 'AWS::Config::ConfigRule': return lines(noun, text((Properties.Source as Record<string, unknown>).SourceIdentifier));
    case 'AWS::S3::Bucket': return lines(noun, path, ...Properties.ObjectLockEnabled === true ? ['Object Lock'] : []);
    case 'AWS::CertificateManager::Certificate': return lines(noun, text(Properties.DomainName));
    default: return lines(noun, path);
  }
}

/** Returns the criticality with which the description of an alarm begins. */
export function criticalityOf(description: string): string | undefined {
  return /^(CRITICAL|HIGH|MEDIUM|LOW|INFO)\b/.exec(description)?.[1].toLowerCase();
}

function ocspOf({ RevocationConfiguration }: Record<string, unknown>): string[] {
  const revocation = RevocationConfiguration as { OcspConfiguration?: { Enabled?: boolean } } | undefined;
  return revocation?.OcspConfiguration?.Enabled === true ? ['OCSP'] : [];
}

function eventTypes({ EventPattern }: Record<string, unknown>): string[] {
  const types = (EventPattern as Record<string, unknown> | undefined)?.['detail-type'];
  return Array.isArray(types) ? types.map(String).slice(0, 2) : [];
}
