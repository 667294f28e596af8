import { recognisedSecrets } from '../masking/recognised-secrets';
import type { Finding } from '../model';
import type { PlanJson } from '../plan/plan-json';
import { World } from '../plan/world';
import { RULES } from './rules';

/** What this package itself finds wrong with the resources of a masked plan, as they will be. */
export function findingsAfter(plan: PlanJson): readonly Finding[] {
  return [...ofRules(World.after(plan)), ...plainSecrets(plan)];
}

/** The same of the resources as they are. */
export function findingsBefore(plan: PlanJson): readonly Finding[] {
  return [...ofRules(World.before(plan)), ...plainSecrets(asItIs(plan))];
}

function ofRules(world: World): readonly Finding[] {
  return RULES.flatMap((rule) =>
    world.ofType(...rule.types).flatMap((resource) =>
      rule.check(resource, world).map((found): Finding => ({
        ruleId: rule.id,
        tool: 'plan-review',
        level: rule.level,
        ...found,
        fix: rule.fix,
        helpUri: rule.helpUri,
        address: resource.address,
      })),
    ),
  );
}

/** What the masking recognised is not only hidden: it stands in the plan, the state and the resource in plain text. */
function plainSecrets(plan: PlanJson): readonly Finding[] {
  return recognisedSecrets(plan)
    .filter(({ path }) => !isNamedByRule(path))
    .map(({ address, path }) => ({
      ruleId: 'ecs-ec2/no-secrets-in-values',
      tool: 'plan-review',
      level: 'warn',
      message: `What looks like a secret stands in ${path} as plain text, also in the state.`,
      detail: path,
      fix: 'Keep it in Secrets Manager or Parameter Store and give the resource its ARN, or mark it sensitive.',
      helpUri: 'https://developer.hashicorp.com/terraform/language/manage-sensitive-data',
      address,
    }));
}

/** The rule no-plain-secrets says it of the environment of a container, with the names that tell. */
function isNamedByRule(path: string): boolean {
  return /^container_definitions\[[^\]]*\]\.environment\[/.test(path);
}

function asItIs(plan: PlanJson): PlanJson {
  return {
    ...plan,
    resource_changes: (plan.resource_changes ?? []).map((json) => {
      const { before = null, before_sensitive: sensitive = false } = json.change;
      return { ...json, change: { ...json.change, after: before, after_sensitive: sensitive } };
    }),
  };
}
