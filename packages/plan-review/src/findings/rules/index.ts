import type { PolicyRule } from '../rule';
import { accessRules } from './access';
import { bucketRules } from './buckets';
import { hostAccessRules } from './host-access';
import { hostRules } from './hosts';
import { imageRules } from './images';
import { loadBalancerRules } from './load-balancers';
import { logRules } from './logs';
import { networkRules } from './network';
import { publicPolicyRules } from './public-policies';
import { securityGroupRules } from './security-groups';
import { serviceRules } from './services';
import { taskRules } from './tasks';

/** Every rule of this package. */
export const RULES: readonly PolicyRule[] = [
  ...accessRules,
  ...bucketRules,
  ...hostAccessRules,
  ...hostRules,
  ...imageRules,
  ...loadBalancerRules,
  ...logRules,
  ...networkRules,
  ...publicPolicyRules,
  ...securityGroupRules,
  ...serviceRules,
  ...taskRules,
];

const BY_ID = new Map(RULES.flatMap((rule) => [rule.id, ...rule.aliases].map((id) => [id, rule])));

/** The rule of this package that an id names, here or in another tool; some of those ids name it for one detail only. */
export function ruleOf(id: string, detail?: string): PolicyRule | undefined {
  return (
    BY_ID.get(id) ??
    (detail === undefined
      ? undefined
      : RULES.find(({ aliasesOf = {} }) => aliasesOf[detail]?.includes(id) === true))
  );
}
