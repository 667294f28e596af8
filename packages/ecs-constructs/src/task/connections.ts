import type { Construct } from 'constructs';
import type { Permission } from '../iam/permission';
import { resolvedText } from '../support/resolved-text';
import { misuse } from '../support/validation';
import type { ContainerDefinitionOptions } from './container-definition';

/** What a container works with, by the environment variable that names it. */
export type Connections = Readonly<Record<string, Permission | readonly Permission[]>>;

/** The permissions of one variable. */
function permissionsOf(
  where: string,
  name: string,
  given: Permission | readonly Permission[],
): readonly Permission[] {
  const all = [given].flat() as readonly Permission[];
  const stranger = all.find(
    (one) => typeof (one as Partial<Permission> | undefined)?.reference !== 'function',
  );
  if (all.length === 0 || stranger !== undefined) {
    throw misuse(where, {
      what: `connections.${name} is a Permission, or a list of such`,
      got: all.length === 0 ? 'an empty list' : wordsFor(stranger),
      fix: 'Write it like Permission.sqsConsume(queue); what needs no permission goes into environment.',
    });
  }
  return all;
}

/** The options of a container with the variables of its connections, and what its task role is granted for them. */
export function withConnections(
  scope: Construct,
  where: string,
  options: ContainerDefinitionOptions,
): {
  readonly options: ContainerDefinitionOptions;
  readonly permissions: readonly Permission[];
} {
  const { connections, ...others } = options;
  const { environment = {}, plainEnvironmentNames = [] } = options;
  if (connections === undefined) {
    return { options, permissions: [] };
  }
  const { environment: variables, permissions } = connect(scope, where, connections, environment);
  return {
    options: {
      ...others,
      environment: { ...environment, ...variables },
      // Where a secret is, is no secret.
      plainEnvironmentNames: [...plainEnvironmentNames, ...Object.keys(variables)],
    },
    permissions,
  };
}

/**
 * The environment variables of the connections, and what the task role is granted for them.
 *
 * @throws Error for what is no permission, for several resources by one name, and for a name that the environment has too
 */
function connect(
  scope: Construct,
  where: string,
  connections: Connections,
  environment: Readonly<Record<string, string>>,
): {
  readonly environment: Readonly<Record<string, string>>;
  readonly permissions: readonly Permission[];
} {
  const permissions: Permission[] = [];
  const variables = Object.entries(connections).map(([name, given]) => {
    const all = permissionsOf(where, name, given);
    const references = all.map((one) => one.reference(scope));
    const [reference = ''] = references;
    // Two tokens of one attribute are never equal.
    const resources = [...new Set(references.map((text) => resolvedText(scope, text)))];
    if (resources.length > 1) {
      throw misuse(where, {
        what: `the permissions of connections.${name} are for one resource, which the variable names`,
        got: resources.join(', '),
        fix: 'Give each resource a variable of its own.',
      });
    }
    if (name in environment) {
      throw misuse(where, {
        what: 'a name stands in environment or in connections',
        got: `${name} in both`,
        fix: 'Remove one of them.',
      });
    }
    permissions.push(...all);
    return [name, reference] as const;
  });
  return { environment: Object.fromEntries(variables), permissions };
}

function wordsFor(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : typeof value;
}
