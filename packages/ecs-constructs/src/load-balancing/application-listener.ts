import type { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { Construct } from 'constructs';
import { requireShape } from '../support/require-shape';
import { describeProblem, misuse } from '../support/validation';
import type { ApplicationLoadBalancer } from './application-load-balancer';
import {
  ApplicationTargetGroup,
  type ApplicationTargetGroupOptions,
} from './application-target-group';
import { Listener, type ListenerOptions } from './listener';
import { ListenerAction } from './listener-action';
import { ApplicationListenerRule } from './listener-rule';
import type { ListenerCondition } from './listener-condition';
import type { ILoadBalancerTarget } from './load-balancing-contract';
import { checkRedirectAt } from './redirect-checks';

/** Options of `ApplicationLoadBalancer.addListener`. */
export interface ApplicationListenerOptions extends ListenerOptions {
  /** @default - 'HTTPS' with certificateArns or on port 443, else 'HTTP' */
  readonly protocol?: 'HTTP' | 'HTTPS';
  /** What becomes of requests that no rule takes. @default - targets without conditions, or the answer 404 */
  readonly defaultAction?: ListenerAction;
}

/** Properties of {@link ApplicationListener}. */
export interface ApplicationListenerProps extends ApplicationListenerOptions {
  readonly loadBalancer: ApplicationLoadBalancer;
}

/** Which requests a rule takes. Both, or neither. */
export interface RuleOptions {
  /**
   * The rule with the lowest number takes a request, 1 to 50000. Leave gaps: a changed number makes another rule.
   *
   * @default - no rule: all requests that no other takes
   */
  readonly priority?: number;
  /** @default - requests that no rule takes */
  readonly conditions?: readonly ListenerCondition[];
}

/** Options of `ApplicationListener.addAction`. */
export interface AddActionOptions extends RuleOptions {
  readonly action: ListenerAction;
}

/** Options of `ApplicationListener.addTargets`. */
export interface AddApplicationTargetsOptions extends RuleOptions, ApplicationTargetGroupOptions {
  /** Services, or `service.loadBalancerTarget(...)` where a service has more than one port. */
  readonly targets: readonly ILoadBalancerTarget[];
  /**
   * Let ECS move requests from one revision to the next, for services with another `deploymentStrategy` than rolling: makes
   * a second target group. It needs a rule, so priority and conditions; Terraform leaves the shares in it to ECS.
   *
   * @default false
   */
  readonly shiftTraffic?: boolean;
}

/**
 * A port of an application load balancer, and the rules for what comes there. `ApplicationLoadBalancer.addListener` makes it.
 *
 * @notFor TCP: see `NetworkListener`.
 * @bills nothing of its own; rules beyond ten are counted in the capacity units of the load balancer. Certificates
 * of ACM are free.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 */
export class ApplicationListener extends Listener {
  readonly loadBalancer: ApplicationLoadBalancer;

  private readonly rules: ApplicationListenerRule[] = [];
  private _defaultAction?: ListenerAction;

  constructor(scope: Construct, id: string, props: ApplicationListenerProps) {
    requireShape(`${scope.node.path}/${id}`, 'ApplicationListenerProps', props);
    const { loadBalancer, port, certificateArns = [], defaultAction } = props;
    const isEncrypted = certificateArns.length > 0 || port === 443;
    const protocol = props.protocol ?? (isEncrypted ? 'HTTPS' : 'HTTP');
    super(scope, id, { ...props, protocol, config: {} });
    this.loadBalancer = loadBalancer;
    if (defaultAction !== undefined) {
      checkRedirectAt(this, defaultAction.redirection);
      this.takeDefault(defaultAction);
    }
  }

  /**
   * Sends requests to services, in a target group that this call makes: all that no rule takes, or with conditions and a
   * priority those that match. Every call adds one more.
   */
  addTargets(id: string, options: AddApplicationTargetsOptions): ApplicationTargetGroup {
    requireShape(`${this.node.path}/${id}`, 'AddApplicationTargetsOptions', options);
    const { targets, priority, conditions, shiftTraffic = false, ...group } = options;
    this.requireRule(`${this.node.path}/${id}`, options);
    const targetGroup = new ApplicationTargetGroup(this, id, {
      ...group,
      loadBalancer: this.loadBalancer,
    });
    if (shiftTraffic) {
      this.shift(id, targetGroup, { priority, conditions }, group);
    } else {
      const action = ListenerAction.forward([targetGroup]);
      this.addAction(`${id}Rule`, { action, priority, conditions });
    }
    for (const target of targets) {
      target.attachToTargetGroup(targetGroup);
    }
    return targetGroup;
  }

  /** Says what becomes of requests: of those that match, or of all that no rule takes. Every call adds one more. */
  addAction(id: string, options: AddActionOptions): void {
    requireShape(`${this.node.path}/${id}`, 'AddActionOptions', options);
    this.act(id, options);
  }

  /** Two target groups, of which the first one has all requests until ECS moves them. */
  private shift(
    id: string,
    targetGroup: ApplicationTargetGroup,
    { priority, conditions }: RuleOptions,
    group: ApplicationTargetGroupOptions,
  ): void {
    const other = new ApplicationTargetGroup(this, `${id}Alternate`, {
      ...group,
      loadBalancer: this.loadBalancer,
    });
    const action = ListenerAction.weightedForward([
      { targetGroup, weight: 100 },
      { targetGroup: other, weight: 0 },
    ]);
    const rule = this.act(`${id}Rule`, { action, priority, conditions });
    if (rule === undefined) {
      throw misuse(`${this.node.path}/${id}`, {
        what: 'ECS moves requests in a rule: what a listener does with all other requests has no ARN',
        got: 'shiftTraffic without a priority and conditions',
        fix: "Set both, for example priority: 100 and conditions: [ListenerCondition.pathPatterns(['/*'])].",
      });
    }
    // ECS changes the shares with every deployment, and an apply in between would undo it.
    rule.lifecycle = { ...rule.lifecycle, ignoreChanges: ['action'] };
    targetGroup.alternate = { targetGroup: other, ruleArn: rule.arn };
  }

  private act(id: string, options: AddActionOptions): LbListenerRule | undefined {
    const { action, priority, conditions } = options;
    this.requireRule(`${this.node.path}/${id}`, options);
    this.requireVersions(action);
    checkRedirectAt(this, action.redirection);
    if (priority === undefined || conditions === undefined) {
      this.takeDefault(action);
      return undefined;
    }
    const rule = new ApplicationListenerRule(this, id, {
      listenerArn: this.listenerArn,
      priority,
      conditions,
      action,
      others: this.rules,
    });
    this.rules.push(rule);
    this.use(action, rule.resource);
    return rule.resource;
  }

  protected override defaultActionAtSynth(): ListenerAction {
    return (
      this._defaultAction ?? ListenerAction.fixedResponse(404, { messageBody: 'Nothing here.\n' })
    );
  }

  protected override problems(): readonly string[] {
    if (this._defaultAction !== undefined || this.rules.length > 0) {
      return [];
    }
    return [
      describeProblem({
        what: 'a listener does something with what comes',
        got: 'neither targets nor an action',
        fix: 'Call addTargets or addAction, or set defaultAction.',
      }),
    ];
  }

  private takeDefault(action: ListenerAction): void {
    if (this._defaultAction !== undefined) {
      throw misuse(this, {
        what: 'one action takes the requests that no rule takes',
        got: 'a second one without priority and conditions',
        fix: 'Give one of them a priority and conditions.',
      });
    }
    this.requireVersions(action);
    this._defaultAction = action;
    this.use(action, this.resource);
  }

  private requireRule(where: string, { priority, conditions }: RuleOptions): void {
    if ((priority === undefined) === (conditions === undefined)) {
      return;
    }
    throw misuse(where, {
      what: 'a rule has conditions and a priority, and what takes all other requests has neither',
      got:
        priority === undefined ? 'conditions without a priority' : 'a priority without conditions',
      fix:
        priority === undefined
          ? 'Set priority, in steps of 10.'
          : 'Set conditions, or remove priority.',
    });
  }

  /** Targets are spoken to by HTTP/2 and gRPC for clients that came by TLS only. */
  private requireVersions({ targetGroups }: ListenerAction): void {
    const other = targetGroups.find(
      (group) => (group as Partial<ApplicationTargetGroup>).protocolVersion !== 'HTTP1',
    ) as ApplicationTargetGroup | undefined;
    if (this.protocol === 'HTTPS' || other === undefined) {
      return;
    }
    throw misuse(other, {
      what: `protocolVersion '${other.protocolVersion}' is there behind listeners for HTTPS only`,
      got: `${this.node.path} for ${this.protocol}`,
      fix: "Give the listener certificateArns, or leave protocolVersion at 'HTTP1'.",
    });
  }
}
