import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';

/** A finding as the report of CDK has it. */
export interface ReportedFinding {
  readonly plugin: string;
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
}

export interface Synthesis {
  /** Whether `cdk synth` would fail: newer versions throw, and older ones set the exit code. */
  readonly failed: boolean;
  readonly findings: readonly ReportedFinding[];
  /** What CDK printed. */
  readonly printed: string;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Report {
  readonly pluginReports: readonly {
    readonly summary?: { readonly pluginName: string; readonly metadata?: Record<string, string> };
    readonly pluginName?: string;
    readonly metadata?: Record<string, string>;
    readonly violations: readonly {
      readonly ruleName: string;
      readonly severity: string;
      readonly violatingResources?: readonly { readonly constructPath?: string }[];
      readonly violatingConstructs?: readonly { readonly constructPath?: string }[];
    }[];
  }[];
}

/** Synthesizes an app with its plugins, in the way of the aws-cdk-lib that is installed. */
export function synthesize(app: App): Synthesis {
  const before = process.exitCode;
  let printed = '';
  const error = jest.spyOn(console, 'error').mockImplementation((text) => { printed += text; });
  let failed = false;
  try {
    app.synth();
    failed = process.exitCode === 1;
  } catch (failure) {
    printed += (failure as Error).message;
    failed = true;
  } finally {
    process.exitCode = before;
    error.mockRestore();
  }
  const file = ['validation-report.json', 'policy-validation-report.json'].map((name) => join(app.outdir, name)).find(existsSync);
  const report: Report = file ? JSON.parse(readFileSync(file, 'utf8')) : { pluginReports: [] };
  const metadata = Object.assign({}, ...report.pluginReports.map(({ summary, metadata: own }) => own ?? summary?.metadata));
  const findings = report.pluginReports.flatMap(({ summary, pluginName, violations }) => violations.flatMap(
    ({ ruleName, severity, violatingResources, violatingConstructs }) => [...violatingConstructs ?? violatingResources ?? []]
      .map(({ constructPath }) => ({ plugin: pluginName ?? summary!.pluginName, rule: ruleName, severity, path: constructPath ?? '' }))));
  return { failed, findings, printed, metadata };
}
