import { ServiceDiscoveryHttpNamespace } from '@cdktf/provider-aws/lib/service-discovery-http-namespace';
import { ServiceDiscoveryPrivateDnsNamespace } from '@cdktf/provider-aws/lib/service-discovery-private-dns-namespace';
import { Construct, type IConstruct } from 'constructs';
import type { INamespace } from '../network/namespace-contract';
import type { INetwork } from '../network/network';
import { requireOwnRegion } from '../support/arn';
import { requireShape } from '../support/require-shape';
import { requireOwnNames } from '../support/stack-names';
import { literal } from '../support/terraform-text';
import { type NameRule, misuse, requireName } from '../support/validation';

/** A namespace that exists already. */
export interface NamespaceAttributes {
  readonly namespaceId: string;
  readonly namespaceArn: string;
  readonly namespaceName: string;
  /** @default 'dns' */
  readonly discoveryType?: 'dns' | 'http';
}

/** Properties of {@link PrivateDnsNamespace}. */
export interface PrivateDnsNamespaceProps {
  /** The domain, for example `shop.internal` or `local`. Another name makes another namespace. */
  readonly namespaceName: string;
  /** The network in which the names are answered. */
  readonly network: Pick<INetwork, 'vpcId'>;
  /** @default - none */
  readonly description?: string;
}

/** Properties of {@link HttpNamespace}. */
export interface HttpNamespaceProps {
  /** 1 to 1,024 letters, digits and `_ . - /`. Another name makes another namespace. */
  readonly namespaceName: string;
  /** @default - none */
  readonly description?: string;
}

const DOMAIN: NameRule = {
  name: 'namespaceName',
  pattern:
    /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/,
  allowed: 'a domain of lower-case letters, digits, hyphens and underscores, such as shop.internal',
};

const HTTP_NAME: NameRule = {
  name: 'namespaceName',
  pattern: /^[\w./-]{1,1024}$/,
  allowed: '1 to 1,024 letters, digits and _ . - /',
};

/**
 * A domain whose names are answered inside of one network: for Cloud Map and for Service Connect.
 *
 * @notFor names that the internet resolves, nor Service Connect alone, which does with an `HttpNamespace`.
 * @bills the hosted zone by the month, each registered task by the month, and DNS queries by the million. Service
 * Connect's own names cost nothing.
 * @see https://docs.aws.amazon.com/cloud-map/latest/dg/working-with-namespaces.html
 */
export class PrivateDnsNamespace extends Construct implements INamespace {
  /** Adopts a namespace that is managed elsewhere. Nothing is created. */
  static fromNamespaceAttributes(
    scope: Construct,
    id: string,
    attributes: NamespaceAttributes,
  ): INamespace {
    requireShape('PrivateDnsNamespace.fromNamespaceAttributes', 'NamespaceAttributes', attributes);
    return new AdoptedNamespace(scope, id, attributes);
  }

  readonly resource: ServiceDiscoveryPrivateDnsNamespace;
  readonly namespaceId: string;
  readonly namespaceArn: string;
  readonly namespaceName: string;
  readonly discoveryType = 'dns';

  constructor(scope: Construct, id: string, props: PrivateDnsNamespaceProps) {
    super(scope, id);
    requireShape(this, 'PrivateDnsNamespaceProps', props);
    requireOwnNames(this);
    requireName(this, props.namespaceName, DOMAIN);
    this.resource = new ServiceDiscoveryPrivateDnsNamespace(this, 'Resource', {
      name: props.namespaceName,
      vpc: literal(props.network.vpcId),
      description: literal(props.description),
    });
    this.namespaceId = this.resource.id;
    this.namespaceArn = this.resource.arn;
    this.namespaceName = props.namespaceName;
  }
}

/**
 * Names for Service Connect without a domain and its hosted zone. DNS answers none of them, so it does not go with Cloud Map.
 *
 * @notFor names in DNS: see `PrivateDnsNamespace`.
 * @bills nothing with Service Connect.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
 */
export class HttpNamespace extends Construct implements INamespace {
  readonly resource: ServiceDiscoveryHttpNamespace;
  readonly namespaceId: string;
  readonly namespaceArn: string;
  readonly namespaceName: string;
  readonly discoveryType = 'http';

  constructor(scope: Construct, id: string, props: HttpNamespaceProps) {
    super(scope, id);
    requireShape(this, 'HttpNamespaceProps', props);
    requireOwnNames(this);
    requireName(this, props.namespaceName, HTTP_NAME);
    this.resource = new ServiceDiscoveryHttpNamespace(this, 'Resource', {
      name: props.namespaceName,
      description: literal(props.description),
    });
    this.namespaceId = this.resource.id;
    this.namespaceArn = this.resource.arn;
    this.namespaceName = props.namespaceName;
  }
}

class AdoptedNamespace extends Construct implements INamespace {
  readonly namespaceId: string;
  readonly namespaceArn: string;
  readonly namespaceName: string;
  readonly discoveryType: 'dns' | 'http';

  constructor(scope: Construct, id: string, attributes: NamespaceAttributes) {
    super(scope, id);
    requireOwnRegion(this, 'namespaceArn', [attributes.namespaceArn]);
    this.namespaceId = attributes.namespaceId;
    this.namespaceArn = attributes.namespaceArn;
    this.namespaceName = attributes.namespaceName;
    this.discoveryType = attributes.discoveryType ?? 'dns';
  }
}

const names = new WeakMap<INamespace, Map<string, IConstruct>>();

/** Takes a name of a namespace for one service. */
export function takeName(namespace: INamespace, name: string, owner: IConstruct): void {
  const taken = names.get(namespace) ?? new Map<string, IConstruct>();
  names.set(namespace, taken);
  const other = taken.get(name);
  if (other !== undefined && other !== owner) {
    throw misuse(owner, {
      what: `a name is there once in ${namespace.node.path}`,
      got: `${name}, as ${other.node.path} has`,
      fix: 'Choose another name for one of them.',
    });
  }
  taken.set(name, owner);
}
