import type { Rule } from '../rule';
import { accessRules } from './access';
import { hostRules } from './hosts';
import { imageRules } from './images';
import { logRules } from './logs';
import { networkRules } from './network';
import { serviceRules } from './services';
import { taskRules } from './tasks';

/** Every rule of this package. */
export const RULES: readonly Rule[] = [
  ...accessRules,
  ...hostRules,
  ...imageRules,
  ...logRules,
  ...networkRules,
  ...serviceRules,
  ...taskRules,
];

const BY_ID = new Map(RULES.flatMap((rule) => [rule.id, ...rule.aliases].map((id) => [id, rule])));

/** True when two ids name the same rule, here or in other tools. */
export function isSameRule(left: string, right: string): boolean {
  if (left === right) return true;
  const rule = BY_ID.get(left);
  return rule !== undefined && rule === BY_ID.get(right);
}
