import { z } from 'zod';

/** Which plan it is, as its readers know it: what stands in the header of every format. */
export const reviewAbout = z
  .object({
    /** @default - the caller gave none */
    title: z.string().optional(),
    /** The name of the stack, module or directory. @default - not known */
    stack: z.string().optional(),
    stage: z.string().optional(),
    /** AWS account, Azure subscription or Google Cloud project. @default - the plan does not say */
    account: z.string().optional(),
    /** @default - the plan does not say */
    region: z.string().optional(),
    /** The commit that was planned. @default - the caller gave none */
    commit: z.string().optional(),
    /** Where the run that planned can be read; `https` only. @default - the caller gave none */
    run: z.string().optional(),
  })
  .readonly();
