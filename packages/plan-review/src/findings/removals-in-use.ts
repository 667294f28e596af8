import type { Finding } from '../model';
import { isList, isObject, type Json, type JsonObject } from '../plan/json';
import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';

/**
 * Changes that AWS refuses for as long as something else is as it is, and that no order of one apply gets right.
 *
 * A capacity provider cannot leave its cluster while a service has it in its strategy. Terraform changes the cluster
 * before what depends on it, and so asks AWS again and again until it gives up, after many minutes and in the middle of
 * the apply. A service that is destroyed lets go by itself.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
 */
export function removalsInUse({ resource_changes: changes = [] }: PlanJson): readonly Finding[] {
  const services = changes.filter(
    ({ type, change }) => type === 'aws_ecs_service' && stays(change),
  );
  return changes
    .filter(({ type }) => type === 'aws_ecs_cluster_capacity_providers')
    .flatMap((association) => {
      const { cluster, removed } = removedFrom(association);
      const uses = services.flatMap((service) => {
        const { strategy, cluster: at } = before(service);
        const used = namesIn(strategy).filter((name) => removed.includes(name));
        return isCluster(at, cluster) && used.length > 0
          ? [{ address: service.address, used }]
          : [];
      });
      return uses.length === 0 ? [] : [finding(association.address, uses)];
    });
}

function finding(
  address: string,
  uses: readonly { readonly address: string; readonly used: readonly string[] }[],
): Finding {
  const names = [...new Set(uses.flatMap(({ used }) => used))].sort();
  const users = uses.map((use) => use.address).join(', ');
  return {
    ruleId: 'ecs-ec2/capacity-provider-in-use',
    tool: 'plan-review',
    level: 'fail',
    message: `AWS will not take ${names.join(', ')} from the cluster, because ${users} still uses it: the apply waits for minutes and fails.`,
    detail: names.join(', '),
    fix:
      'Do it in two steps: take it out of the capacity provider strategy of every service and apply; then remove the ' +
      'group of hosts.',
    helpUri:
      'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html',
    address,
  };
}

/** It is not removed, nor replaced by another one after it is gone. */
function stays({ actions }: ResourceChangeJson['change']): boolean {
  return !actions.includes('delete') || actions[0] === 'create';
}

function removedFrom({ change }: ResourceChangeJson): {
  readonly cluster?: Json;
  readonly removed: readonly string[];
} {
  const { actions, before: was, after: will } = change;
  if (!isObject(was) || actions.includes('delete') || !isObject(will)) {
    return { removed: [] };
  }
  const kept = will['capacity_providers'];
  // A list that is known after the apply may hold any of them.
  const removed = isList(kept)
    ? texts(was['capacity_providers']).filter((name) => !texts(kept).includes(name))
    : [];
  return { cluster: was['cluster_name'], removed };
}

function before({ change }: ResourceChangeJson): {
  readonly strategy?: Json;
  readonly cluster?: Json;
} {
  const was: JsonObject = isObject(change.before) ? change.before : {};
  return { strategy: was['capacity_provider_strategy'], cluster: was['cluster'] };
}

function namesIn(strategy: Json | undefined): readonly string[] {
  const items = isList(strategy) ? strategy.filter(isObject) : [];
  return texts(items.map((item) => item['capacity_provider'] ?? null));
}

/** A service names its cluster by ARN, or by name as the association does. */
function isCluster(service: Json | undefined, name: Json | undefined): boolean {
  return (
    typeof service === 'string' && typeof name === 'string' && service.split('/').pop() === name
  );
}

function texts(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}
