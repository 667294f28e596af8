import type { Lb } from '@cdktf/provider-aws/lib/lb';
import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { PortVisitor } from '../hosts/capacity';
import type { Peer } from '../network/peer';
import type { FullHealthCheck } from './health-check';

/** A load balancer, as far as listeners, target groups and services need to know it. */
export interface ILoadBalancer extends IConstruct {
  readonly resource: Lb;
  readonly loadBalancerName: string;
  readonly vpcId: string;
  /** Zones that it sends requests to. */
  readonly availabilityZones: readonly string[];
}

/** One way from a load balancer to a target group. */
export interface TargetGroupUse {
  readonly loadBalancer: ILoadBalancer;
  /** The listener or the rule: ECS takes a target group once it is there, and must have left it before it goes. */
  readonly resource: ITerraformDependable;
  /** Who then comes to the hosts of the targets. */
  readonly peers: readonly Peer[];
  /** The security group of the load balancer, where it has one. */
  readonly visitor?: PortVisitor;
}

/** The other side of a target group whose requests ECS moves during deployments. */
export interface AlternateTargetGroup {
  readonly targetGroup: ITargetGroup;
  readonly ruleArn: string;
}

/** A target group, as far as a service that registers its tasks there needs to know it. */
export interface ITargetGroup extends IConstruct {
  readonly targetGroupArn: string;
  /** What a load balancer speaks to the targets. */
  readonly protocol: 'HTTP' | 'TCP';
  readonly healthCheck: FullHealthCheck;
  readonly deregistrationDelaySeconds: number;
  /** Where the tasks of the next revision are registered, and the rule in which ECS moves requests between the two. */
  readonly alternate?: AlternateTargetGroup;
  /** Decides what is registered: hosts with a port of theirs, or the addresses of tasks. The same for all of a group. */
  useTargetType(target: IConstruct, targetType: 'instance' | 'ip'): void;
  /** Calls back with every listener or rule that sends requests here, present and future. */
  onUse(listener: (use: TargetGroupUse) => void): void;
}

/** Something that registers itself in a target group, such as a service. */
export interface ILoadBalancerTarget {
  /** Called by `addTargets`. */
  attachToTargetGroup(targetGroup: ITargetGroup): void;
}
