import { createRequire } from 'module';
import { App } from 'aws-cdk-lib';
import { Texts } from './shape';

const load = createRequire(__filename);

/* The ways to create the resources. Each loads only what it needs, because loading takes CPU time. */

export const VARIANTS = ['library', 'l2-nested', 'l2-flat', 'l1'] as const;

export type Variant = typeof VARIANTS[number];

/** The apps: a fleet with its monitoring, or one audit report bucket for imported CAs. */
export type Scenario = 'fleet' | 'audit-bucket';

/** Creates the resources of an app in one of the ways. */
export function createResources(variant: Variant, scenario: Scenario, app: App, count: number, texts: Texts): void {
  const isFleet = scenario === 'fleet';
  if (variant === 'library') {
    const { auditBucketWithLibrary, fleetWithLibrary } = load('./with-library') as typeof import('./with-library');
    (isFleet ? fleetWithLibrary : auditBucketWithLibrary)(app, count);
  } else if (variant === 'l1') {
    const { auditBucketByHandL1, fleetByHandL1 } = load('./by-hand-l1') as typeof import('./by-hand-l1');
    (isFleet ? fleetByHandL1 : auditBucketByHandL1)(app, count, texts);
  } else {
    const { auditBucketByHandL2, fleetByHandL2 } = load('./by-hand-l2') as typeof import('./by-hand-l2');
    const { flat, nested } = load('./places') as typeof import('./places');
    const place = variant === 'l2-flat' ? flat : nested;
    if (isFleet) { fleetByHandL2(app, count, texts, place); } else { auditBucketByHandL2(app, count, place); }
  }
}
