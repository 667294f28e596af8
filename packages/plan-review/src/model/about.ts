import type { z } from 'zod';
import type * as schema from './schema/about';

/** Which plan it is, as its readers know it: what stands in the header of every format. */
export type ReviewAbout = z.infer<typeof schema.reviewAbout>;
