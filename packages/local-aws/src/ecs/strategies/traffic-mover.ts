import type { RuleWeights } from '../../load-balancing/rule-weights';
import type { Service } from '../service';
import { addEvent } from '../service-events';
import { regionOf } from '../identifiers';
import type { RuleShares } from './traffic';

/** Sees to it that listeners forward as the deployments of services want it. */
export class TrafficMover {
  private readonly busy = new Set<string>();

  constructor(
    private readonly rules: RuleWeights,
    /** Listeners forward as it was asked for, or could not: the service should look again. */
    private readonly changed: (service: Service) => void,
  ) {}

  /** Whether all rules have these shares; begins to change those that have others. */
  follow(service: Service, shares: readonly RuleShares[]): boolean {
    const wrong = shares.filter(({ ruleArn, groups }) => !this.rules.have(ruleArn, groups));
    if (wrong.length > 0 && !this.busy.has(service.arn)) {
      void this.move(service, wrong);
    }
    return wrong.length === 0;
  }

  /** Never throws: what could not be moved is told, and tried again with the next look. */
  private async move(service: Service, shares: readonly RuleShares[]): Promise<void> {
    this.busy.add(service.arn);
    try {
      for (const { ruleArn, groups } of shares) {
        await this.rules.set(regionOf(service.arn), ruleArn, groups);
      }
      this.busy.delete(service.arn);
      this.changed(service);
    } catch (error) {
      this.busy.delete(service.arn);
      const why = error instanceof Error ? error.message : String(error);
      const rules = shares.map(({ ruleArn }) => ruleArn).join(', ');
      addEvent(service, `was unable to move requests in (listener-rule ${rules}) due to (${why}).`);
    }
  }
}
