import { App } from 'aws-cdk-lib';
import { Texts } from './shape';

/* The ways to create the fleet. Each loads only what it needs, because loading takes CPU time. */

export const VARIANTS = ['library', 'l2-nested', 'l2-flat', 'l1'] as const;

export type Variant = typeof VARIANTS[number];

/** Creates the fleet in one of the ways. */
export function createFleet(variant: Variant, app: App, count: number, texts: Texts): void {
  /* eslint-disable @typescript-eslint/no-require-imports */
  if (variant === 'library') {
    (require('./with-library') as typeof import('./with-library')).fleetWithLibrary(app, count);
  } else if (variant === 'l1') {
    (require('./by-hand-l1') as typeof import('./by-hand-l1')).fleetByHandL1(app, count, texts);
  } else {
    const { fleetByHandL2, flat, nested } = require('./by-hand-l2') as typeof import('./by-hand-l2');
    fleetByHandL2(app, count, texts, variant === 'l2-flat' ? flat : nested);
  }
  /* eslint-enable @typescript-eslint/no-require-imports */
}
