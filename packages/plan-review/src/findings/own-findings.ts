import type { Finding } from '../model';
import type { World } from '../plan/world';
import { RULES } from './rules';

/** What the rules of this package say about the resources of one side of a plan. */
export function ownFindings(world: World): readonly Finding[] {
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
