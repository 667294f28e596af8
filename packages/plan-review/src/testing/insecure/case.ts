import type { VerdictLevel } from '../../model';

/** A change of an ECS stack that makes it less secure, as Terraform, and what a review must say of it. */
export interface InsecureCase {
  readonly name: string;
  /** The module before, and with `bad` after the change. */
  readonly module: (bad: boolean) => string;
  /** What the review says where the secure form exists. */
  readonly change: VerdictLevel;
  /** The same where everything is new; `undefined` where only the change takes something away, and a new stack is well. */
  readonly made: VerdictLevel | undefined;
}

/** One row of a table. */
export function insecure(
  name: string,
  change: VerdictLevel,
  made: VerdictLevel | undefined,
  module: (bad: boolean) => string,
): InsecureCase {
  return { name, module, change, made };
}

/** What an author writes where a block is there or not. */
export const when = (is: boolean, text: string): string => (is ? text : '');

/** A policy as people write one. */
export const policy = (...statements: readonly string[]): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [${statements.map((one) => `{ ${one} }`).join(', ')}] })`;
