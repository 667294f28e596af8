import type { Outcome } from './row';

/**
 * What being made does to something that exists: a default is taken over, a list replaces another one, traffic goes another
 * way. Of several rows of a type the first that holds counts.
 */
export interface MadeRow extends Outcome {
  /** Types of Terraform, separated by spaces. */
  readonly types: string;
  /** Page of the vendor or of the provider that says so. */
  readonly source: string;
  /**
   * The attribute that names what it acts on, and its types, or all that a binding names: made by the same plan, nothing
   * happens. @default - the account
   */
  readonly of?: { readonly attribute: string; readonly types: string } | 'what it names';
  /** Conditions as in the tables, against nothing. @default - always */
  readonly when?: string;
}
