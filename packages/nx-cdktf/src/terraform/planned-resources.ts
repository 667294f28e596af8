/** What a plan does with one resource. */
export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  /** As the plan has them: `["update"]`, `["delete", "create"]`, `["no-op"]`. */
  readonly actions: readonly string[];
  /** Attributes as they are, in plain text: they may be secrets. @default - it does not exist yet */
  readonly before?: Readonly<Record<string, unknown>>;
  /** Attributes as they will be; those that are not known yet are missing. @default - it will be gone */
  readonly after?: Readonly<Record<string, unknown>>;
}

interface PlanJson {
  readonly resource_changes?: readonly {
    readonly mode?: string;
    readonly address?: string;
    readonly type?: string;
    readonly change?: {
      readonly actions?: readonly string[];
      readonly before?: Readonly<Record<string, unknown>> | null;
      readonly after?: Readonly<Record<string, unknown>> | null;
    };
  }[];
}

/**
 * The managed resources of a plan, those that stay as they are included.
 *
 * @param plan what `terraform show -json` writes, parsed
 */
export function plannedResources(plan: unknown): readonly PlannedResource[] {
  const { resource_changes: changes = [] } = (plan ?? {}) as PlanJson;
  return changes
    .filter(({ mode }) => mode === 'managed')
    .map(({ address = '', type = '', change = {} }) => {
      const { actions = [], before = null, after = null } = change;
      return {
        address,
        type,
        actions,
        ...(before === null ? {} : { before }),
        ...(after === null ? {} : { after }),
      };
    });
}
