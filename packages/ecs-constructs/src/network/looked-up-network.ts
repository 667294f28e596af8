import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { requireId } from '../support/aws-ids';
import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';
import { isKnown, misuse, requireTexts } from '../support/validation';
import type { IpProtocol } from './dual-stack';
import type { Egress, HostAddresses, INetwork, Subnet } from './network';

/** How a network is found: by exactly one of `vpcId`, `tags` and `isDefault`. */
export interface NetworkLookupOptions {
  /** The VPC with this id. @default - found otherwise */
  readonly vpcId?: string;
  /** The one VPC with all these tags. @default - found otherwise */
  readonly tags?: Readonly<Record<string, string>>;
  /** The VPC that AWS made in each region of the account, with a public subnet in each zone. @default false */
  readonly isDefault?: boolean;
  /** Where hosts run: in each, exactly one subnet is looked for. */
  readonly availabilityZones: readonly string[];
  /** Tags of the subnets of hosts, where a zone has more than one. @default - none */
  readonly subnetTags?: Readonly<Record<string, string>>;
  /** Tags of subnets with a route to an internet gateway, for what faces the internet. @default - those of the hosts */
  readonly publicSubnetTags?: Readonly<Record<string, string>>;
  /**
   * Addresses that the subnets give to hosts; the plan fails where they give others. @default - public in the default
   * VPC, else not known: nothing is checked against it
   */
  readonly hostAddresses?: HostAddresses;
  /** The way out of the subnets. @default - the internet gateway of the default VPC, else not known: nothing is checked against it */
  readonly egress?: Egress;
  /** @default - not known */
  readonly ipProtocol?: IpProtocol;
}

/** A network that is found while planning. */
export class LookedUpNetwork extends Construct implements INetwork {
  readonly vpcId: string;
  readonly subnets: readonly Subnet[];
  readonly publicSubnets?: readonly Subnet[];
  readonly hostAddresses?: HostAddresses;
  readonly egress?: Egress;
  readonly ipProtocol?: IpProtocol;
  readonly internetAccess: readonly ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, options: NetworkLookupOptions) {
    super(scope, id);
    requireShape(this, 'NetworkLookupOptions', options);
    requireLookup(this, options);
    requireId(this, options.vpcId, { kind: 'vpc', what: 'a VPC is named by its id' });
    const { vpcId, tags, isDefault = false, subnetTags, publicSubnetTags } = options;
    const vpc = new DataAwsVpc(this, 'Vpc', {
      id: literal(vpcId),
      tags: tags && literal({ ...tags }),
      default: isDefault ? true : undefined,
    });
    this.vpcId = vpc.id;
    this.hostAddresses = options.hostAddresses ?? (isDefault ? 'public' : undefined);
    this.egress = options.egress ?? (isDefault ? 'internet-gateway' : undefined);
    this.ipProtocol = options.ipProtocol;
    const ofZone = { defaultForAz: isDefault && subnetTags === undefined ? true : undefined };
    this.subnets = this.find('Subnet', options, { ...ofZone, tags: subnetTags }, true);
    this.publicSubnets =
      publicSubnetTags && this.find('PublicSubnet', options, { tags: publicSubnetTags }, false);
  }

  private find(
    id: string,
    { availabilityZones }: NetworkLookupOptions,
    by: { readonly defaultForAz?: boolean; readonly tags?: Readonly<Record<string, string>> },
    isForHosts: boolean,
  ): readonly Subnet[] {
    const { defaultForAz, tags } = by;
    return availabilityZones.map((zone, index) => {
      const found = new DataAwsSubnet(this, `${id}-${isKnown(zone) ? zone : index + 1}`, {
        vpcId: this.vpcId,
        availabilityZone: literal(zone),
        defaultForAz,
        tags: tags && literal({ ...tags }),
        lifecycle: isForHosts ? this.postcondition() : undefined,
      });
      return { subnetId: found.id, availabilityZone: zone };
    });
  }

  /** What the options say of the subnets was believed by every check. */
  private postcondition() {
    if (this.hostAddresses === undefined) {
      return undefined;
    }
    const isPublic = this.hostAddresses === 'public';
    return {
      postcondition: [
        {
          condition: `\${self.map_public_ip_on_launch == ${isPublic}}`,
          errorMessage: `hostAddresses is '${this.hostAddresses}', and this subnet gives hosts ${isPublic ? 'no public address' : 'a public address'}. Correct hostAddresses, or name other subnets with subnetTags.`,
        },
      ],
    };
  }
}

function requireLookup(scope: Construct, options: NetworkLookupOptions): void {
  const { vpcId, tags, isDefault = false, availabilityZones } = options;
  const ways = Object.entries({ vpcId, tags, isDefault: isDefault || undefined })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (ways.length !== 1) {
    throw misuse(scope, {
      what: 'a network is looked up by exactly one of vpcId, tags and isDefault',
      got: ways.length === 0 ? 'none of them' : ways.join(' and '),
      fix: "Name one, for example tags: { Name: 'shared' }.",
    });
  }
  for (const name of ['tags', 'subnetTags', 'publicSubnetTags'] as const) {
    const given = options[name];
    if (given === undefined) {
      continue;
    }
    requireTexts(scope, name, given);
    if (Object.keys(given).length === 0) {
      throw misuse(scope, {
        what: `${name} names at least one tag, or anything would be found`,
        got: 'none',
        fix: `Name one, or leave ${name} out.`,
      });
    }
  }
  const known = availabilityZones.filter((zone) => isKnown(zone));
  if (availabilityZones.length === 0 || new Set(known).size !== known.length) {
    throw misuse(scope, {
      what: 'availabilityZones names each zone that hosts run in, once',
      got: availabilityZones.length === 0 ? 'none' : known.join(', '),
      fix: "Name the zones, for example ['eu-west-1a', 'eu-west-1b'].",
    });
  }
}
