/** What a plan does with one resource; whoever reads plans makes these. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly actions: readonly string[];
  /** @default - it does not exist yet */
  readonly before?: Readonly<Record<string, unknown>>;
  /** Without what is not known yet. @default - it will be gone */
  readonly after?: Readonly<Record<string, unknown>>;
}

/** A service that a plan makes or changes, as far as it is known before it is there. */
export interface PlannedService {
  readonly address: string;
  readonly service: string;
  /** Where it may be: its cluster, or every cluster of the plan where that is not known yet. */
  readonly clusters: readonly string[];
  /** @default - that of the stage: where it will be is not known yet */
  readonly region?: string;
  /** The revision that it will run. @default - not known before the apply */
  readonly taskDefinitionArn?: string;
}

/** The ECS services of a plan that will be there afterwards and that it changes. */
export function plannedServices(changes: readonly PlannedChange[]): readonly PlannedService[] {
  const clusters = changes.flatMap(({ type, after, before }) =>
    type === 'aws_ecs_cluster' ? textOf((after ?? before)?.['name']) : [],
  );
  return changes
    .filter(({ type, actions }) => type === 'aws_ecs_service' && !isNone(actions))
    .flatMap(({ address, before, after }) => {
      const [service] = textOf(after?.['name'] ?? before?.['name']);
      if (after === undefined || service === undefined) {
        return [];
      }
      const [named] = [...textOf(after['cluster']), ...textOf(before?.['cluster'])];
      const where = named === undefined ? clusters : [nameOf(named)];
      return [
        {
          address,
          service,
          // A service without a cluster is on the one that AWS calls `default`.
          clusters: where.length === 0 ? ['default'] : where,
          ...regionOf(before?.['id']),
          ...plannedRevision(after),
        },
      ];
    });
}

/** The revision that a plan names for a service, by its address. @default - it is not known before the apply */
export function revisionsIn(changes: readonly PlannedChange[]): ReadonlyMap<string, string> {
  return new Map(
    changes.flatMap(({ type, address, after }) => {
      const { taskDefinitionArn } = plannedRevision(after ?? {});
      return type !== 'aws_ecs_service' || taskDefinitionArn === undefined
        ? []
        : [[address, taskDefinitionArn] as const];
    }),
  );
}

function plannedRevision(
  after: Readonly<Record<string, unknown>>,
): Pick<PlannedService, 'taskDefinitionArn'> {
  const [named] = textOf(after['task_definition']);
  // A family alone means its newest revision, and that is not known here.
  return named !== undefined && /:\d+$/.test(named) ? { taskDefinitionArn: named } : {};
}

function regionOf(arn: unknown): Pick<PlannedService, 'region'> {
  const [, region] = /^arn:[^:]+:ecs:([^:]+):/.exec(String(arn)) ?? [];
  return region === undefined ? {} : { region };
}

function isNone(actions: readonly string[]): boolean {
  return actions.every((action) => /^(no-op|read|delete|forget)$/.test(action));
}

function nameOf(cluster: string): string {
  return cluster.split('/').at(-1) ?? cluster;
}

function textOf(value: unknown): string[] {
  return typeof value === 'string' && value !== '' ? [value] : [];
}
