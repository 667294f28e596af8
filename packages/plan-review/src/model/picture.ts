import type { z } from 'zod';
import type * as schema from './schema/picture';

/** What stands in the picture, from the outside in: a VPC holds subnets, a subnet hosts, a cluster services. */
export type PictureKind = z.infer<typeof schema.pictureKind>;

/** One box. `action` colours it. */
export type PictureNode = z.infer<typeof schema.pictureNode>;

/** An arrow from one box to another. */
export type PictureEdge = z.infer<typeof schema.pictureEdge>;

/** The architecture after the plan, and what was there before, with what changes. */
export type Picture = z.infer<typeof schema.picture>;
