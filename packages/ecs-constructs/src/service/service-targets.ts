import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type {
  ILoadBalancerTarget,
  ITargetGroup,
  TargetGroupUse,
} from '../load-balancing/load-balancing-contract';
import { requireShape } from '../support/require-shape';
import { misuse } from '../support/validation';
import type { FullPortMapping } from '../task/container-definition';
import type { IEc2TaskDefinition } from '../task/task-definition';
import { shiftProblems, trafficRole } from './traffic-shift';
import type { Ec2ServiceProps } from './ec2-service-props';
import {
  type AttachedTarget,
  isMeant,
  type LoadBalancerTargetOptions,
  portsOf,
} from './load-balancer-target';
import type { PublishedPorts } from './service-ports';
import { targetProblems, targetWarnings } from './target-checks';
import type { ICluster } from '../cluster/cluster-contract';
import type { PlacedService } from '../placement/placed-service';
import {
  type BalancedService,
  balancerProblems,
  balancerWarnings,
  defaultGracePeriod,
} from './balancer-checks';

/** What targets need of the service. */
interface TargetService extends Construct {
  readonly cluster: ICluster;
  readonly placement: PlacedService;
  readonly taskDefinition: IEc2TaskDefinition;
  readonly resource: EcsService;
  dependOn(...others: readonly ITerraformDependable[]): void;
}

/** ECS takes five target groups of a service. */
const MAX_TARGET_GROUPS = 5;

/** The target groups of a service: opens the ports of the hosts for their load balancers, and orders the service after them. */
export class ServiceTargets {
  private readonly _attached: AttachedTarget[] = [];
  private trafficRoleArn?: string;

  constructor(
    private readonly service: TargetService,
    private readonly ports: PublishedPorts,
    private readonly props: Pick<
      Ec2ServiceProps,
      'healthCheckGracePeriodSeconds' | 'deploymentStrategy'
    >,
  ) {}

  get attached(): readonly AttachedTarget[] {
    return [...this._attached];
  }

  /** One port of the service, for `addTargets`. */
  target(options: LoadBalancerTargetOptions): ILoadBalancerTarget {
    requireShape(this.service, 'LoadBalancerTargetOptions', options);
    return {
      attachToTargetGroup: (targetGroup) => this.attach(targetGroup, options),
    };
  }

  attach(targetGroup: ITargetGroup, options: LoadBalancerTargetOptions = {}): void {
    this.requireRoom(targetGroup);
    const isAddressed = this.service.taskDefinition.networkMode === 'awsvpc';
    targetGroup.useTargetType(this.service, isAddressed ? 'ip' : 'instance');
    const uses: TargetGroupUse[] = [];
    const mappings: FullPortMapping[] = [];
    this._attached.push({ ...options, targetGroup, uses });
    if (targetGroup.alternate !== undefined && this.shifts) {
      this.trafficRoleArn ??= trafficRole(this.service, this.service.resource);
    }
    this.service.taskDefinition.onPortMapping((mapping, containerName) => {
      if (!isMeant(options, mapping, containerName)) {
        return;
      }
      mappings.push(mapping);
      uses.forEach((use) => this.open(mapping, use, targetGroup));
    });
    targetGroup.onUse((use) => {
      uses.push(use);
      this.service.dependOn(use.resource);
      mappings.forEach((mapping) => this.open(mapping, use, targetGroup));
    });
  }

  /** True for a port that a load balancer reaches, which so needs no other peers. */
  isBalanced(mapping: FullPortMapping, containerName: string): boolean {
    return this._attached.some((target) => isMeant(target, mapping, containerName));
  }

  /** The blocks of the service, read at synth. */
  get rendered(): unknown {
    const blocks = this._attached.flatMap((target) => {
      const [port] = portsOf(target, this.service.taskDefinition.containers);
      return {
        target_group_arn: target.targetGroup.targetGroupArn,
        container_name: port?.container.containerName ?? target.containerName,
        container_port: port?.mapping.containerPort ?? target.containerPort,
        ...this.shifted(target.targetGroup),
      };
    });
    return blocks.length === 0 ? undefined : blocks;
  }

  private get shifts(): boolean {
    return this.props.deploymentStrategy?.settings !== undefined;
  }

  /** How ECS moves requests, for a strategy that does. */
  private shifted({ alternate }: ITargetGroup): object {
    if (alternate === undefined || !this.shifts) {
      return {};
    }
    return {
      advanced_configuration: {
        alternate_target_group_arn: alternate.targetGroup.targetGroupArn,
        production_listener_rule: alternate.ruleArn,
        role_arn: this.trafficRoleArn,
      },
    };
  }

  /** How long ECS overlooks failed health checks; undefined without a load balancer. */
  get gracePeriod(): number | undefined {
    const { healthCheckGracePeriodSeconds, targets, containers } = this.balanced;
    return targets.length === 0
      ? undefined
      : (healthCheckGracePeriodSeconds ?? defaultGracePeriod({ targets, containers }));
  }

  problems(): readonly string[] {
    const { containers } = this.balanced;
    return [
      ...this._attached.flatMap((target) => targetProblems(target, containers)),
      ...balancerProblems(this.balanced),
      ...this._attached.flatMap(({ targetGroup }) => shiftProblems(targetGroup, this.shifts)),
    ];
  }

  warnings(): readonly string[] {
    const { containers } = this.balanced;
    return [
      ...this.ports.unreachable((...port) => this.isBalanced(...port)),
      ...this._attached.flatMap((target) => targetWarnings(target, containers)),
      ...balancerWarnings(this.balanced),
    ];
  }

  private get balanced(): BalancedService {
    const { cluster, placement, taskDefinition } = this.service;
    const { attached: targets } = this;
    const { healthCheckGracePeriodSeconds } = this.props;
    const { containers } = taskDefinition;
    return { cluster, placement, targets, containers, healthCheckGracePeriodSeconds };
  }

  /** The port that serves, and the one that answers the health check where that is another one. */
  private open(mapping: FullPortMapping, use: TargetGroupUse, { healthCheck }: ITargetGroup): void {
    this.ports.open(mapping.hostPort, use);
    if (healthCheck.port !== undefined && healthCheck.port !== mapping.hostPort) {
      this.ports.open(healthCheck.port, use);
    }
  }

  private requireRoom(targetGroup: ITargetGroup): void {
    if (this._attached.some((other) => other.targetGroup === targetGroup)) {
      throw misuse(this.service, {
        what: 'a service is in a target group with one of its ports',
        got: `${targetGroup.node.path} a second time`,
        fix: 'Make another target group for the other port.',
      });
    }
    if (this._attached.length < MAX_TARGET_GROUPS) {
      return;
    }
    throw misuse(this.service, {
      what: `ECS takes at most ${MAX_TARGET_GROUPS} target groups of a service`,
      got: this._attached.length + 1,
      fix: 'Let several rules share a target group, or split the service.',
    });
  }
}
