import { isSecretName } from '../masking/secret-names';
import { recognisedSecrets } from '../masking/recognised-secrets';
import type { Finding } from '../model';
import type { PlanJson } from '../plan/plan-json';
import { World, type WorldResource } from '../plan/world';
import type { Found, PolicyRule } from './rule';
import { removalsInUse } from './removals-in-use';
import { RULES } from './rules';

/** What this package itself finds wrong with the resources of a masked plan, as they will be. */
export function findingsAfter(plan: PlanJson): readonly Finding[] {
  return [...ofRules(World.after(plan)), ...removalsInUse(plan), ...plainSecrets(plan)];
}

/** Which of some findings may have been true before: the same rules, of the same resources as they are. */
export function findingsBefore(plan: PlanJson, findings: readonly Finding[]): readonly Finding[] {
  const addresses = new Map<string, Set<string>>();
  for (const { ruleId, address = '' } of findings) {
    addresses.set(ruleId, (addresses.get(ruleId) ?? new Set<string>()).add(address));
  }
  const isAsked: Asked = (ruleId, address) => addresses.get(ruleId)?.has(address) === true;
  return [...ofRules(World.before(plan), isAsked), ...plainSecrets(asItIs(plan, isAsked))];
}

/** Whether somebody wants to know if a rule finds something at an address. */
type Asked = (ruleId: string, address: string) => boolean;

function ofRules(world: World, isAsked?: Asked): readonly Finding[] {
  // All rules of a resource after each other, since they read the same texts; told rule by rule.
  const told = new Map(TYPES.map((type) => [type, findingsOf(world, type, isAsked)]));
  return RULES.flatMap((rule) => rule.types.flatMap((type) => told.get(type)?.get(rule) ?? []));
}

const TYPES = [...new Set(RULES.flatMap(({ types }) => types))];

function findingsOf(
  world: World,
  type: string,
  isAsked: Asked = () => true,
): ReadonlyMap<PolicyRule, readonly Finding[]> {
  const found = new Map(
    RULES.filter(({ types }) => types.includes(type)).map((rule) => [rule, [] as Finding[]]),
  );
  for (const resource of world.ofType(type)) {
    for (const [rule, findings] of found) {
      for (const one of isAsked(rule.id, resource.address) ? rule.check(resource, world) : []) {
        findings.push(findingOf(rule, resource, one));
      }
    }
  }
  return found;
}

function findingOf(rule: PolicyRule, { address }: WorldResource, found: Found): Finding {
  return {
    ruleId: rule.id,
    tool: 'plan-review',
    level: rule.level,
    ...found,
    fix: rule.fix,
    helpUri: rule.helpUri,
    address,
  };
}

const plainSecretsRule = 'ecs-ec2/no-secrets-in-values';

/** What the masking recognised is not only hidden: it stands in the plan, the state and the resource in plain text. */
function plainSecrets(plan: PlanJson): readonly Finding[] {
  return recognisedSecrets(plan)
    .filter(({ path }) => !isNamedByRule(path))
    .map(({ address, path }) => ({
      ruleId: plainSecretsRule,
      tool: 'plan-review',
      level: 'warn',
      message: `What looks like a secret stands in ${path} as plain text, also in the state.`,
      detail: path,
      fix: 'Keep it in Secrets Manager or Parameter Store and give the resource its ARN, or mark it sensitive.',
      helpUri: 'https://developer.hashicorp.com/terraform/language/manage-sensitive-data',
      address,
    }));
}

/** The rule no-plain-secrets says it of the environment of a container, where a name tells. */
function isNamedByRule(path: string): boolean {
  const name = /^container_definitions\[[^\]]*\]\.environment\[([^\]]*)\]/.exec(path)?.[1];
  return name !== undefined && isSecretName(name);
}

function asItIs(plan: PlanJson, isAsked: Asked): PlanJson {
  return {
    ...plan,
    resource_changes: (plan.resource_changes ?? [])
      .filter(({ address }) => isAsked(plainSecretsRule, address))
      .map((json) => {
        const { before = null, before_sensitive: sensitive = false } = json.change;
        return { ...json, change: { ...json.change, after: before, after_sensitive: sensitive } };
      }),
  };
}
