import type { IConstruct } from 'constructs';

/** Where services find each other by name. `PrivateDnsNamespace`, `HttpNamespace` and adopted ones have it. */
export interface INamespace extends IConstruct {
  readonly namespaceId: string;
  readonly namespaceArn: string;
  readonly namespaceName: string;
  /** `dns`: names are answered by DNS, in one network or everywhere; `http`: by Service Connect and the API only. */
  readonly discoveryType: 'dns' | 'http';
}
