import { Annotations, TerraformResource, type TerraformStack } from 'cdktf';
import { isElsewhere } from './determined';
import { resolvedText } from './resolved-text';
import { describeProblem, isKnown, oncePerStack } from './validation';

/** A kind of resource whose name is its own in an account and a region. */
interface NamedKind {
  /** The property of the provider's class that holds the name. */
  readonly property: string;
  /** The property of what the name is unique to. @default - the account and the region */
  readonly within?: string;
  /** What the name belongs to, in words. */
  readonly thing: string;
  /** What becomes of two that have it. */
  readonly consequence: string;
  /** AWS takes it, and it is still hardly meant. @default false */
  readonly legal?: boolean;
}

const REFUSED = 'AWS refuses the second one when the first is there';

/** Resources that this library makes by a name of the user's. Those that users make beside it are compared as well. */
const KINDS: Readonly<Record<string, NamedKind>> = {
  aws_autoscaling_group: { property: 'nameInput', thing: 'group of hosts', consequence: REFUSED },
  aws_cloudwatch_log_group: { property: 'nameInput', thing: 'log group', consequence: REFUSED },
  aws_cloudwatch_metric_alarm: {
    property: 'alarmNameInput',
    thing: 'alarm',
    consequence: 'the second one would write over the first',
  },
  aws_ecr_repository: { property: 'nameInput', thing: 'repository', consequence: REFUSED },
  aws_ecs_capacity_provider: {
    property: 'nameInput',
    thing: 'capacity provider',
    consequence: REFUSED,
  },
  aws_ecs_cluster: {
    property: 'nameInput',
    thing: 'cluster',
    consequence: 'AWS makes one, and both would own it',
  },
  aws_ecs_task_definition: {
    property: 'familyInput',
    thing: 'task definition',
    consequence:
      'AWS numbers the revisions of both in one row, and a rollback finds those of the other',
    legal: true,
  },
  aws_iam_role: { property: 'nameInput', thing: 'role', consequence: REFUSED },
  aws_launch_template: { property: 'nameInput', thing: 'launch template', consequence: REFUSED },
  aws_lb: { property: 'nameInput', thing: 'load balancer', consequence: REFUSED },
  aws_lb_target_group: { property: 'nameInput', thing: 'target group', consequence: REFUSED },
  aws_scheduler_schedule: { property: 'nameInput', thing: 'schedule', consequence: REFUSED },
  aws_service_discovery_http_namespace: {
    property: 'nameInput',
    thing: 'HTTP namespace',
    consequence: REFUSED,
  },
  aws_service_discovery_private_dns_namespace: {
    property: 'nameInput',
    within: 'vpcInput',
    thing: 'private DNS namespace in a network',
    consequence: REFUSED,
  },
};

/**
 * Compares the names of the whole stack when it is synthesized. Whoever makes a resource of a kind above calls it; only
 * the first call of a stack does anything.
 *
 * Names that only Terraform knows, and resources of another provider or region, are not compared.
 */
export const requireOwnNames = oncePerStack(problems);

function problems(stack: TerraformStack): string[] {
  const holders = new Map<string, TerraformResource>();
  return stack.node
    .findAll()
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .flatMap((resource) => {
      const kind = KINDS[resource.terraformResourceType];
      const name = kind && nameOf(resource, kind);
      if (kind === undefined || name === undefined) {
        return [];
      }
      const key = [resource.terraformResourceType, placeOf(resource, kind), name].join(' ');
      const other = holders.get(key);
      holders.set(key, other ?? resource);
      return other === undefined ? [] : tell(resource, other, { ...kind, name });
    });
}

function tell(
  resource: TerraformResource,
  other: TerraformResource,
  { thing, consequence, legal = false, property, name }: NamedKind & { readonly name: string },
): string[] {
  const option = property.replace(/Input$/, '');
  const message = describeProblem({
    what: `every ${thing} of a stack has a ${option} of its own: ${consequence}`,
    got: `${JSON.stringify(name)} in ${ownerOf(other)} and in ${ownerOf(resource)}`,
    fix: `Change the ${option} of one of them.`,
  });
  if (legal) {
    Annotations.of(resource).addWarning(message);
    return [];
  }
  return [message];
}

/** The construct that people wrote: the resource of a construct of this library is its child. */
function ownerOf({ node }: TerraformResource): string {
  return node.id === 'Resource' && node.scope !== undefined ? node.scope.node.path : node.path;
}

function placeOf(resource: TerraformResource, { within }: NamedKind): string {
  const place = within && (resource as unknown as Record<string, unknown>)[within];
  return typeof place === 'string' ? resolvedText(resource, place) : '';
}

function nameOf(resource: TerraformResource, { property }: NamedKind): string | undefined {
  const name = (resource as unknown as Record<string, unknown>)[property];
  return typeof name === 'string' && isKnown(name) && !isElsewhere(resource) ? name : undefined;
}
