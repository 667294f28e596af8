import type { AccessChange } from '../model';
import type { Box } from './box';

/** Something that allows or denies: an IAM statement, a security group rule, an attached policy. */
export interface AccessRule {
  readonly kind: AccessChange['kind'];
  /** The resource that holds it. */
  readonly address: string;
  /** Its name within the holder, such as a `Sid`. @default - it has none */
  readonly name?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly box: Box;
  /** Equal for rules that mean the same word by word. */
  readonly key: string;
  readonly columns: Readonly<Record<string, string>>;
  /** What of it can only be compared as a whole, in words. */
  readonly doubts: readonly string[];
  /** A part of it is known only after apply: it may be what something else says. @default false */
  readonly isUnknownInPart?: boolean;
  /** Why taking it away may allow more, for what holds unseen rules. @default - taking away an Allow never does */
  readonly removalDoubt?: string;
}

/** Rules that count together: all that one role, one repository or one security group has. */
export interface RuleSet {
  readonly before: readonly AccessRule[];
  readonly after: readonly AccessRule[];
  /** Whether what they guard is destroyed with them: then nothing that denied is missed. */
  readonly holderGone: boolean;
}
