/** Which plan it is, as its readers know it: what stands in the header of every format. */
export interface ReviewAbout {
  /** @default - the caller gave none */
  readonly title?: string;
  /** The name of the stack, module or directory. @default - not known */
  readonly stack?: string;
  readonly stage?: string;
  /** AWS account, Azure subscription or Google Cloud project. @default - the plan does not say */
  readonly account?: string;
  /** @default - the plan does not say */
  readonly region?: string;
  /** The commit that was planned. @default - the caller gave none */
  readonly commit?: string;
  /** Where the run that planned can be read; `https` only. @default - the caller gave none */
  readonly run?: string;
}
