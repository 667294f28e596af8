import type { PlanView, Side } from '../plan/plan-view';
import type { AccessRule, RuleSet } from './rule';

/** Collects the rules of each holder: all policies of a role count together, all rules of a security group too. */
export class RuleSets {
  private readonly sets = new Map<
    string,
    { before: AccessRule[]; after: AccessRule[]; holder: string }
  >();

  constructor(private readonly view: PlanView) {}

  /** `holder` is the address of what the rule belongs to, or another name when the plan does not show it. */
  add(side: Side, holder: string, rule: AccessRule): void {
    const key = `${rule.kind} ${holder}`;
    const set = this.sets.get(key) ?? { before: [], after: [], holder };
    set[side].push(rule);
    this.sets.set(key, set);
  }

  all(): RuleSet[] {
    return [...this.sets.values()].map(({ before, after, holder }) => ({
      before,
      after,
      holderGone: this.view.exists(holder, 'after') === false,
    }));
  }
}
