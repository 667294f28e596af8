import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { NetworkInterface } from '@cdktf/provider-aws/lib/network-interface';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { literal } from '../support/terraform-text';

/** An instance that does what a NAT gateway does, for less, and with less care by AWS. */
export interface NatInstances {
  /** A Graviton type. Its network is what all hosts behind it share. @default 't4g.nano' */
  readonly instanceType?: string;
}

/** Where NAT instances stand. */
export interface NatInstancePlace {
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly networkName: string;
  /** The route to the internet gateway, over which an instance installs what it needs. */
  readonly internetRoute: ITerraformDependable;
}

/** What a route leads to, and what has to be there before it leads anywhere. */
export interface NatInstance {
  readonly networkInterfaceId: string;
  readonly access: readonly ITerraformDependable[];
}

const PARAMETER = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';

/** Of a Graviton type. Amazon Linux has no packet filter until one is installed, and its disk outlives no instance. */
const USER_DATA = `#!/bin/bash
set -eu
echo net.ipv4.ip_forward=1 > /etc/sysctl.d/90-nat.conf
sysctl --quiet --load=/etc/sysctl.d/90-nat.conf
until dnf install --assumeyes --quiet iptables-services; do sleep 5; done
interface=$(ip -4 -o route show to default | awk '{ print $5; exit }')
iptables --flush FORWARD
iptables --table nat --append POSTROUTING --out-interface "$interface" --jump MASQUERADE
service iptables save
systemctl enable --now iptables
`;

/** Makes NAT instances, one in each zone it is called for, which share a security group. */
export class NatInstanceMaker {
  private parts?: {
    readonly imageId: string;
    readonly group: SecurityGroup;
    readonly rules: readonly ITerraformDependable[];
  };

  constructor(
    private readonly scope: Construct,
    private readonly place: NatInstancePlace,
    private readonly options: NatInstances,
  ) {}

  /**
   * Address and network interface are resources of their own: an instance that is replaced takes them over, and no route
   * changes.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
   */
  make(id: string, zone: string, publicSubnetId: string): NatInstance {
    const { scope, place } = this;
    const { group, imageId, rules } = (this.parts ??= this.makeParts());
    const tags = { Name: `${place.networkName}-nat-${zone}` };
    const networkInterface = new NetworkInterface(scope, `${id}-Interface`, {
      subnetId: publicSubnetId,
      securityGroups: [group.id],
      // It sends on what is neither from it nor for it.
      sourceDestCheck: false,
      description: `NAT instance of ${place.networkName}`,
      tags,
    });
    const address = new Eip(scope, `${id}-Address`, {
      domain: 'vpc',
      networkInterface: networkInterface.id,
      tags,
      dependsOn: [place.internetRoute],
    });
    const instance = new Instance(scope, id, {
      ami: imageId,
      instanceType: literal(this.options.instanceType ?? 't4g.nano'),
      networkInterface: [{ deviceIndex: 0, networkInterfaceId: networkInterface.id }],
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required' },
      rootBlockDevice: { volumeType: 'gp3', encrypted: true, tags },
      creditSpecification: { cpuCredits: 'standard' },
      ebsOptimized: true,
      userData: USER_DATA,
      tags,
      // A newer image would cut all hosts off at some plan: it comes with an instance that is replaced on purpose.
      lifecycle: { ignoreChanges: ['ami'] },
      dependsOn: [address, place.internetRoute, ...rules],
    });
    return { networkInterfaceId: networkInterface.id, access: [instance, address] };
  }

  private makeParts() {
    const { scope, place } = this;
    const image = new DataAwsSsmParameter(scope, 'NatInstanceImage', { name: PARAMETER });
    const tags = { Name: `${place.networkName}-nat` };
    const group = new SecurityGroup(scope, 'NatInstanceSecurityGroup', {
      namePrefix: 'nat-',
      description: 'NAT instances: in from the network, out to everywhere',
      vpcId: place.vpcId,
      tags,
      lifecycle: { createBeforeDestroy: true },
    });
    const common = { securityGroupId: group.id, ipProtocol: '-1', tags };
    const rules = [
      new VpcSecurityGroupIngressRule(scope, 'NatInstanceSecurityGroup-Network', {
        ...common,
        cidrIpv4: place.cidrBlock,
        description: 'What hosts of the network send',
      }),
      new VpcSecurityGroupEgressRule(scope, 'NatInstanceSecurityGroup-Internet', {
        ...common,
        cidrIpv4: '0.0.0.0/0',
        description: 'Wherever they send it',
      }),
    ];
    return { imageId: image.insecureValue, group, rules };
  }
}
