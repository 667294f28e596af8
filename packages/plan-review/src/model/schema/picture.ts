import { z } from 'zod';
import { plannedAction } from './planned-action';

/** What stands in the picture, from the outside in: a VPC holds subnets, a subnet hosts, a cluster services. */
export const pictureKind = z.enum([
  'region',
  'vpc',
  'availability-zone',
  'subnet',
  'hosts',
  'cluster',
  'service',
  'task-definition',
  'repository',
  'state',
  'other',
]);

/** One box. `action` colours it. */
export const pictureNode = z
  .object({
    id: z.string(),
    kind: pictureKind,
    label: z.string(),
    /** Address of the resource; none for boxes that only group. */
    address: z.string().optional(),
    action: z.union([plannedAction, z.literal('unchanged')]),
    /** The box around it. */
    parent: z.string().optional(),
  })
  .readonly();

/** An arrow from one box to another. */
export const pictureEdge = z
  .object({
    from: z.string(),
    to: z.string(),
    label: z.string().optional(),
  })
  .readonly();

/** The architecture after the plan, and what was there before, with what changes. */
export const picture = z
  .object({
    nodes: z.array(pictureNode).readonly(),
    edges: z.array(pictureEdge).readonly(),
  })
  .readonly();
