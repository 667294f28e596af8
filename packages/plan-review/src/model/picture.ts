import type { PlannedAction } from './review';

/** What stands in the picture, from the outside in: a VPC holds subnets, a subnet hosts, a cluster services. */
export type PictureKind =
  | 'region'
  | 'vpc'
  | 'availability-zone'
  | 'subnet'
  | 'hosts'
  | 'cluster'
  | 'service'
  | 'task-definition'
  | 'repository'
  | 'state'
  | 'other';

/** One box. `action` colours it. */
export interface PictureNode {
  readonly id: string;
  readonly kind: PictureKind;
  readonly label: string;
  /** Address of the resource; none for boxes that only group. */
  readonly address?: string;
  readonly action: PlannedAction | 'unchanged';
  /** The box around it. */
  readonly parent?: string;
}

/** An arrow from one box to another. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

/** The architecture after the plan, and what was there before, with what changes. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}
