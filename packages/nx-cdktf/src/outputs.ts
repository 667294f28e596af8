import { painter } from 'plan-review';
import { Failure } from './failure';
import { readSummary } from './state/state-summary';

/** One output as terraform knows it. */
export interface Output {
  readonly sensitive: boolean;
  readonly value: unknown;
}

/** What is printed instead of a sensitive value. */
export const mask = '(sensitive)';

/** Reads the outputs in the text of a state: no run of Terraform is needed for what stands there. */
export function outputsIn(text: string, place: string): Readonly<Record<string, Output>> {
  const reading = readSummary(text);
  if (reading.kind === 'broken') {
    throw new Failure(
      `state: ${place} is broken: ${reading.problem}. Fix: bring an earlier one back (recover-state).`,
    );
  }
  if (reading.kind === 'none') {
    return {};
  }
  const { outputs } = JSON.parse(text) as {
    readonly outputs?: Readonly<Record<string, { value?: unknown; sensitive?: boolean }>> | null;
  };
  return Object.fromEntries(
    Object.entries(outputs ?? {}).map(([name, { value, sensitive = false }]) => [
      name,
      { sensitive, value },
    ]),
  );
}

/** The values by name, for a hook. Holds sensitive values: do not print it. */
export function outputValues(outputs: Readonly<Record<string, Output>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

/** Writes outputs for a person, sensitive values masked. */
export function renderOutputs(
  outputs: Readonly<Record<string, Output>>,
  options: { readonly color: boolean },
): string {
  const paint = painter(options.color);
  const names = Object.keys(outputs).sort();
  const width = Math.max(0, ...names.map((name) => name.length));
  return names
    .map((name) => {
      const { sensitive, value } = outputs[name] as Output;
      const text = sensitive
        ? paint('dim', mask)
        : typeof value === 'string'
          ? value
          : JSON.stringify(value);
      return `  ${name.padEnd(width)}  ${text}`;
    })
    .join('\n');
}

/** With more values the answer of a deployment would scroll away. */
const SHOWN_AFTER_DEPLOY = 5;

/** Outputs at the end of a deployment: many by name, with the command that prints their values. */
export function outputsOfDeployment(
  outputs: Readonly<Record<string, Output>>,
  options: {
    readonly color: boolean;
    /** Prints the values. @default - nothing does */
    readonly command: string | undefined;
  },
): string {
  const names = Object.keys(outputs).sort();
  return options.command === undefined || names.length <= SHOWN_AFTER_DEPLOY
    ? `Outputs\n${renderOutputs(outputs, options)}`
    : `Outputs (${names.length}): ${names.join(', ')}\n  their values: ${options.command}`;
}

/** Outputs as JSON, sensitive values masked. */
export function outputsAsJson(outputs: Readonly<Record<string, Output>>): string {
  const entries = Object.entries(outputs).map(([name, { sensitive, value }]) => [
    name,
    sensitive ? mask : value,
  ]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}
