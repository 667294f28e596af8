import { LbTargetGroup, type LbTargetGroupConfig } from '@cdktf/provider-aws/lib/lb-target-group';
import { Annotations, TerraformResource, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { createHash } from 'node:crypto';
import { requireOwnNames } from '../support/stack-names';
import { literal } from '../support/terraform-text';
import { describeProblem, isKnown, misuse, requireInteger } from '../support/validation';
import {
  type FullHealthCheck,
  type HealthCheck,
  renderHealthCheck,
  requireHealthCheck,
} from './health-check';
import type {
  AlternateTargetGroup,
  ILoadBalancer,
  ITargetGroup,
  TargetGroupUse,
} from './load-balancing-contract';

/** Options of every target group. */
export interface TargetGroupOptions {
  /** @default - see {@link HealthCheck} */
  readonly healthCheck?: HealthCheck;
  /**
   * How long a target that leaves may finish what it was asked, 0 to 3600. A deployment waits that long for every task
   * that it replaces. AWS takes 300 where nobody says otherwise.
   *
   * @default - 30; 120 behind a network load balancer, which takes that long to send nothing new
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
   */
  readonly deregistrationDelaySeconds?: number;
}

/** What each kind of target group decides. */
interface TargetGroupSettings {
  readonly loadBalancer: ILoadBalancer;
  readonly protocol: 'HTTP' | 'TCP';
  readonly healthCheck: FullHealthCheck;
  readonly deregistrationDelaySeconds: number;
  /** What belongs to one kind only. */
  readonly config: Partial<LbTargetGroupConfig>;
}

/** What a name of a target group may have: 32 characters, of which the hash takes eight and a hyphen. */
const BASE_LENGTH = 23;

/**
 * Where tasks are registered, and how it is found out whether they work: a host with a port of its own for each task, or with
 * networkMode `awsvpc` the address of the task.
 */
export abstract class TargetGroup extends Construct implements ITargetGroup {
  readonly resource: LbTargetGroup;
  readonly targetGroupArn: string;
  readonly protocol: 'HTTP' | 'TCP';
  readonly healthCheck: FullHealthCheck;
  readonly deregistrationDelaySeconds: number;
  /** Set once, by the listener that makes both. */
  alternate?: AlternateTargetGroup;

  private readonly owner: ILoadBalancer;
  private readonly replacing: readonly unknown[];
  /** Those that are registered here; the first one decides how. */
  private first?: { readonly target: IConstruct; readonly targetType: 'instance' | 'ip' };
  private readonly uses: TargetGroupUse[] = [];
  private readonly listeners: ((use: TargetGroupUse) => void)[] = [];

  protected constructor(scope: Construct, id: string, settings: TargetGroupSettings) {
    super(scope, id);
    requireOwnNames(this);
    const { loadBalancer, protocol, healthCheck, deregistrationDelaySeconds, config } = settings;
    requireHealthCheck(this, healthCheck, { protocol, grpc: config.protocolVersion === 'GRPC' });
    requireInteger(this, deregistrationDelaySeconds, {
      name: 'deregistrationDelaySeconds',
      min: 0,
      max: 3600,
      unit: 'seconds',
    });
    this.owner = loadBalancer;
    this.protocol = protocol;
    this.healthCheck = healthCheck;
    this.deregistrationDelaySeconds = deregistrationDelaySeconds;
    this.replacing = [protocol, config.protocolVersion];
    this.resource = new LbTargetGroup(this, 'Resource', {
      ...config,
      name: nameOf(this, loadBalancer, this.replacing),
      // Of no meaning: ECS registers every task with a port of its own.
      port: 80,
      protocol,
      targetType: 'instance',
      vpcId: literal(loadBalancer.vpcId),
      deregistrationDelay: `${deregistrationDelaySeconds}`,
      healthCheck: renderHealthCheck(healthCheck),
      // One that is in use cannot be deleted: the new one comes first, and rules and service move to it.
      lifecycle: { createBeforeDestroy: true },
    });
    this.targetGroupArn = this.resource.arn;
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** Notes a listener or a rule that sends requests here. Called by what makes one. */
  addUse(use: TargetGroupUse): void {
    if (use.loadBalancer !== this.owner) {
      throw misuse(this, {
        what: `a target group is used by one load balancer, here ${this.owner.node.path}`,
        got: use.loadBalancer.node.path,
        fix: 'Make another target group for the other load balancer.',
      });
    }
    this.uses.push(use);
    this.listeners.forEach((listener) => listener(use));
  }

  useTargetType(target: IConstruct, targetType: 'instance' | 'ip'): void {
    this.first ??= { target, targetType };
    if (this.first.targetType !== targetType) {
      throw misuse(this, {
        what: `the targets of a group are hosts or addresses of tasks (networkMode 'awsvpc'), not both`,
        got: `${this.first.target.node.path} and ${target.node.path}`,
        fix: 'Make another target group for one of them.',
      });
    }
    this.alternate?.targetGroup.useTargetType(target, targetType);
    if (targetType === 'ip') {
      this.resource.targetType = 'ip';
      // Another type is another group, which needs another name.
      this.resource.name = nameOf(this, this.owner, [...this.replacing, 'ip']);
    }
  }

  onUse(listener: (use: TargetGroupUse) => void): void {
    this.listeners.push(listener);
    this.uses.forEach(listener);
  }

  /** ELB answers 503 for it, which is legal, and may be meant where something else is registered. */
  private warnOfNobody(): void {
    if (this.first !== undefined) {
      return;
    }
    const attaches = TerraformStack.of(this)
      .node.findAll()
      .some(
        (construct) =>
          TerraformResource.isTerraformResource(construct) &&
          /^aws_(?:lb|alb|autoscaling)\w*_attachment$/.test(construct.terraformResourceType),
      );
    if (!attaches) {
      Annotations.of(this).addWarning(
        describeProblem({
          what: 'nobody answers what is sent to a target group without targets',
          got: 'no service that is registered here',
          fix: 'Name services in targets, or take the target group out.',
        }),
      );
    }
  }

  private problems(): string[] {
    this.warnOfNobody();
    if (this.uses.length > 0) {
      return [];
    }
    return [
      describeProblem({
        what: 'a target group belongs to a load balancer once a listener sends requests to it: ECS refuses it before',
        got: 'no listener and no rule',
        fix: 'Name it in an action: listener.addAction(id, { action: ListenerAction.forward([targetGroup]) }).',
      }),
    ];
  }
}

/**
 * A name is taken until the old group is gone, and whatever replaces a group needs another one: the hash is over that, and
 * over the place in the stack.
 */
function nameOf(
  scope: Construct,
  { loadBalancerName, vpcId }: ILoadBalancer,
  replacing: readonly unknown[],
): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([scope.node.path, isKnown(vpcId) ? vpcId : '', ...replacing]))
    .digest('hex')
    .slice(0, 8);
  const base = isKnown(loadBalancerName)
    ? `${loadBalancerName}-${scope.node.id}`
    : `${scope.node.id}`;
  const text = base.replace(/[^A-Za-z0-9]+/g, '-').slice(0, BASE_LENGTH);
  return `${text.replace(/^-+|-+$/g, '')}-${hash}`.replace(/^-/, '');
}
