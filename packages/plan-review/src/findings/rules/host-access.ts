import { isObject, type Json } from '../../plan/json';
import { blocks, isTrue, type PolicyRule, texts, when } from '../rule';
import { containers, nameOf } from './containers';

const CONTAINER_SECURITY =
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html';

/** Folders that hold the socket of the engine: who writes to it starts whatever he wants, as root. */
const HOLD_THE_ENGINE =
  /^\/(?:(?:var\/)?(?:run\/?)?|(?:var\/)?run\/(?:docker\.sock|containerd(?:\/.*)?|docker(?:\/.*)?))$/;

/** Capabilities that make a container as good as root on its host: https://man7.org/linux/man-pages/man7/capabilities.7.html */
const AS_GOOD_AS_ROOT = [
  'ALL',
  'BPF',
  'DAC_READ_SEARCH',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
];

/** Rules for what containers reach of the host they run on. */
export const hostAccessRules: readonly PolicyRule[] = [
  {
    id: 'ecs-ec2/no-privileged-container',
    // CKV_AWS_334 looks for a field that does not exist.
    aliases: [],
    level: 'fail',
    types: ['aws_ecs_task_definition'],
    fix: 'Remove privileged; add the one kernel capability that is needed.',
    helpUri: CONTAINER_SECURITY,
    check: (task) =>
      containers(task).flatMap((container) =>
        when(
          isTrue(container['privileged']),
          `${nameOf(container)} is root on the host.`,
          nameOf(container),
        ),
      ),
  },
  {
    id: 'ecs-ec2/no-engine-socket',
    aliases: [],
    level: 'fail',
    types: ['aws_ecs_task_definition'],
    fix: 'Remove the volume; what must start containers calls the ECS API with a task role.',
    helpUri: 'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
    check: ({ values }) =>
      hostFolders(values['volume']).flatMap((path) =>
        when(
          HOLD_THE_ENGINE.test(path),
          `Whoever is in a container reaches the container engine through ${path}, and is root on the host.`,
          path,
        ),
      ),
  },
  {
    id: 'ecs-ec2/no-host-folders',
    aliases: [],
    level: 'warn',
    types: ['aws_ecs_task_definition'],
    fix: 'Use a volume of Docker, EFS or EBS, or accept this folder.',
    helpUri: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html',
    check: ({ values }) =>
      hostFolders(values['volume']).flatMap((path) =>
        when(
          !HOLD_THE_ENGINE.test(path),
          `Containers reach the folder ${path} of their host, and what others keep there.`,
          path,
        ),
      ),
  },
  {
    id: 'ecs-ec2/no-root-capabilities',
    aliases: [],
    level: 'fail',
    types: ['aws_ecs_task_definition'],
    fix: 'Remove the capability, or run what needs it outside of containers.',
    helpUri: CONTAINER_SECURITY,
    check: (task) =>
      added(containers(task)).flatMap(({ name, capability }) =>
        when(
          AS_GOOD_AS_ROOT.includes(capability),
          `${name} may do what makes it root on the host: ${capability}.`,
          `${name} ${capability}`,
        ),
      ),
  },
  {
    id: 'ecs-ec2/no-added-capabilities',
    aliases: [],
    level: 'warn',
    types: ['aws_ecs_task_definition'],
    fix: 'Remove the capability where the application works without it.',
    helpUri: CONTAINER_SECURITY,
    check: (task) =>
      added(containers(task)).flatMap(({ name, capability }) =>
        when(
          !AS_GOOD_AS_ROOT.includes(capability),
          `${name} may do more to its host than other containers: ${capability}.`,
          `${name} ${capability}`,
        ),
      ),
  },
  {
    id: 'ecs-ec2/no-root-user',
    aliases: [],
    level: 'warn',
    types: ['aws_ecs_task_definition'],
    fix: 'Name another user of the image, such as 1000.',
    helpUri: CONTAINER_SECURITY,
    check: (task) =>
      containers(task).flatMap((container) =>
        when(
          /^(0|root)(:|$)/.test(String(container['user'] ?? '')),
          `${nameOf(container)} runs as root.`,
          nameOf(container),
        ),
      ),
  },
  {
    id: 'ecs-ec2/no-host-namespaces',
    // CKV_AWS_335 looks for the pid mode inside of containers, where there is none.
    aliases: [],
    level: 'warn',
    types: ['aws_ecs_task_definition'],
    fix: "Use network mode 'bridge' or 'awsvpc', and no pid or ipc mode.",
    helpUri:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-host.html',
    check: ({ values }) =>
      (['network_mode', 'pid_mode', 'ipc_mode'] as const).flatMap((mode) =>
        when(
          values[mode] === 'host',
          `The task shares the ${mode.replace('_mode', '')} of its host.`,
          mode.replace('_mode', ''),
        ),
      ),
  },
];

function hostFolders(volumes: Json | undefined): readonly string[] {
  return blocks(volumes)
    .map(({ host_path: path }) => path)
    .filter((path) => typeof path === 'string' && path !== '')
    .map(String);
}

function added(
  all: ReturnType<typeof containers>,
): readonly { readonly name: string; readonly capability: string }[] {
  return all.flatMap((container) => {
    const { linuxParameters: linux } = container;
    const capabilities = isObject(linux) ? linux['capabilities'] : undefined;
    return texts(isObject(capabilities) ? capabilities['add'] : undefined).map((capability) => ({
      name: nameOf(container),
      capability: capability.toUpperCase().replace(/^CAP_/, ''),
    }));
  });
}
