/** Where the containers of a task are, beside the host. */
export interface TaskPlace {
  /** The address of a task that has one of its own. */
  readonly address?: string;
  readonly macAddress?: string;
  /** The container that holds the address: the others join its network. */
  readonly holder?: string;
  /** The network of the engine that containers on the address of the host join. @default - that of Docker */
  readonly network?: string;
  /** Names that others on that network find the task by. */
  readonly aliases?: readonly string[];
  /** Addresses by name, for the task alone. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** What differs from AWS. */
  readonly notices?: readonly string[];
}

/** What a place is asked for with. */
export interface PlaceRequest {
  readonly taskId: string;
  readonly family: string;
  readonly revision: number;
  readonly vpcId: string;
  readonly images: readonly string[];
  /** Whether the task has an address of its own. */
  readonly ownAddress: boolean;
  readonly aliases: readonly string[];
  readonly hosts: Readonly<Record<string, string>>;
  /** Whether it asks for names on the network of its VPC. */
  readonly needsNetwork: boolean;
}
