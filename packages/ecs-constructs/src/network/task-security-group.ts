import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { requireId } from '../support/aws-ids';
import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';
import { isKnown } from '../support/validation';
import type { IpProtocol } from './dual-stack';
import { egressEverywhere } from './egress-everywhere';
import type { Peer } from './peer';
import { SecurityGroupRules } from './security-group-rules';

/** A security group that tasks with an address of their own are in. */
export interface ITaskSecurityGroup {
  readonly securityGroupId: string;
  /** What lets the tasks out: it must be there before a task starts, and outlive it. Empty for an adopted group. */
  readonly egressRules: readonly ITerraformDependable[];
  /** Lets a peer in on a port, or on a range that ends with `toPort`; the same ports for the same peer are one rule. */
  allowIngress(
    port: number,
    protocol: 'tcp' | 'udp',
    peer: Peer,
    toPort?: number,
  ): VpcSecurityGroupIngressRule;
}

/** Properties of {@link TaskSecurityGroup}. */
export interface TaskSecurityGroupProps {
  /** Start of its name, which AWS completes: services of two clusters may be called alike. */
  readonly namePrefix: string;
  readonly vpcId: string;
  /** With `dual-stack`, tasks reach IPv6 too. @default ipv4-only */
  readonly ipProtocol?: IpProtocol;
}

/** The rules that a service adds to a group, whoever made the group. */
abstract class TaskRules extends SecurityGroupRules {
  protected override describeIngress(port: string): string {
    return `Container port ${port}`;
  }
}

/**
 * The security group of the tasks of a service with networkMode `awsvpc`: everything out, and in only those whom the
 * service names. A database can let in this service and nobody else on its hosts.
 *
 * @notFor tasks with networkMode `bridge` or `host`: they are reached through the group of their hosts.
 * @bills nothing.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
export class TaskSecurityGroup extends TaskRules implements ITaskSecurityGroup {
  /** Adopts a group that exists already. Ports are opened in it; what it lets out stays as it is. */
  static fromSecurityGroupId(
    scope: Construct,
    id: string,
    securityGroupId: string,
  ): ITaskSecurityGroup {
    return new AdoptedTaskSecurityGroup(scope, id, securityGroupId);
  }

  readonly resource: SecurityGroup;
  readonly securityGroupId: string;
  readonly egress: VpcSecurityGroupEgressRule;
  readonly egressRules: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: TaskSecurityGroupProps) {
    super(scope, id);
    requireShape(this, 'TaskSecurityGroupProps', props);
    const { namePrefix, vpcId } = props;
    this.resource = new SecurityGroup(this, 'Resource', {
      namePrefix: isKnown(namePrefix) ? `${namePrefix.slice(0, 100)}-tasks-` : undefined,
      // Changing a description replaces the group, which fails while tasks use it: this text stays as it is.
      description: 'Tasks of an ECS service: container ports in, everything out',
      vpcId: literal(vpcId),
      lifecycle: { createBeforeDestroy: true },
    });
    this.securityGroupId = this.resource.id;
    const rules = egressEverywhere(
      this,
      this.securityGroupId,
      'Whatever the containers call',
      props.ipProtocol,
    );
    this.egressRules = rules;
    this.egress = rules[0];
  }
}

class AdoptedTaskSecurityGroup extends TaskRules implements ITaskSecurityGroup {
  readonly egressRules: readonly ITerraformDependable[] = [];

  constructor(
    scope: Construct,
    id: string,
    readonly securityGroupId: string,
  ) {
    super(scope, id);
    requireId(this, securityGroupId, {
      kind: 'securityGroup',
      what: 'a security group is named by its id',
    });
  }
}
