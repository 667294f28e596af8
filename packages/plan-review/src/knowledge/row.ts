/**
 * What something does to what runs and to what is kept, each in the rest of a sentence that begins with
 * "aws_db_instance.a changes:". Several may hold at once; a change with none of them does nothing.
 */
export interface Outcome {
  /** Data is gone, and nobody can make it again. */
  readonly loses?: string;
  /** Data may go, now or with a later plan. */
  readonly mayLose?: string;
  /** What runs stops answering, if only for a moment. */
  readonly stops?: string;
  readonly mayStop?: string;
  /** Nothing stops and nothing goes, and still somebody should know. */
  readonly look?: string;
  /** It acts on something that no plan shows. */
  readonly notKnown?: string;
  /** Nothing to worry about, told for its own sake. */
  readonly fine?: string;
}

/** A change in place that does something. */
export interface InPlace extends Outcome {
  /**
   * When it holds, any of these, separated by spaces; blocks are named by their path, whatever their index:
   *
   * - `engine_version`: differs, or may differ because it is known only after apply
   * - `retention_in_days<`: falls, or limits what nothing limited before; `session_duration>`: rises
   * - `status=Suspended`: becomes that value
   * - `-subnets`: an entry goes, or all of it; `+denied`: an entry comes
   *
   * The first row that names a path judges it. A path that is named is known: where no row of it holds, nothing happens.
   * A path that is named by its entries only is known as long as those that stay are the same.
   */
  readonly when: string;
  /** A number that stands for no limit: 0 days keep logs for ever. One below 0 always does. @default - none */
  readonly unlimited?: number;
  /** What counts where no number is: without one nothing is kept, so that one that goes falls. @default - no limit */
  readonly missing?: 0;
  /** Only in a block that was there: a new rule of backups says nothing of those that others made. @default false */
  readonly ofExisting?: true;
  /** Also for a new one, where what it belongs to (`of`) exists already: a new expiry rule deletes old objects. */
  readonly alsoNew?: true;
}

/**
 * What is known of types that behave alike. In texts `{from}`, `{to}` and `{what}` stand for the values and the path that
 * made the row hold; `{to day}` counts: `1 day`, `7 days`.
 */
export interface KnowledgeRow {
  /** Types of Terraform, separated by spaces; `*` stands for any part of a name. */
  readonly types: string;
  /** Page of the vendor or of the provider that says so. */
  readonly source: string;
  /** When it is destroyed, or replaced. A type that may go without anything happening says so with `{}`. */
  readonly gone: Outcome;
  /** When it is replaced, where that is not the same as being destroyed and made again. @default - `gone` */
  readonly replaced?: Outcome;
  /** Attribute without which the cloud refuses to destroy what is not empty: `force_destroy`. @default - none */
  readonly forcedBy?: string;
  /** When it is made, beside something that exists. @default - nothing happens */
  readonly made?: Outcome;
  /** What it belongs to: the attribute that names it, and its type. @default - it stands alone */
  readonly of?: { readonly attribute: string; readonly type: string };
  /** Changes in place, the most telling first. @default - none is known to do anything */
  readonly changes?: readonly InPlace[];
  /** Attributes that decide who may do what, blocks by their path; the access review judges them. @default - none */
  readonly access?: string;
  /** Types of which a new one gives somebody a right by being there. @default - those named like it: policies, bindings */
  readonly gives?: string;
  /** Attributes that a rule in `effects/` judges with more than a row can say. @default - none */
  readonly ruled?: string;
  /** Attributes whose change does nothing to what runs, is kept, or may be reached. @default - tags and the like only */
  readonly harmless?: string;
}
