import { parseImageReference } from '../image/image-reference';
import { isKnown } from '../support/validation';
import type { ContainerDefinition } from './container-definition';

/** An image whose program writes into its root file system when it starts, and ends when it cannot. */
interface WritingImage {
  /** References without tag, as they are written for Docker Hub and ECR Public. */
  readonly repositories: readonly string[];
  /** The directories; several names of one directory count as one. */
  readonly directories: readonly (readonly string[])[];
  readonly fix: string;
  readonly source: string;
}

const WRITING_IMAGES: readonly WritingImage[] = [
  {
    repositories: ['nginx', 'public.ecr.aws/nginx/nginx', 'public.ecr.aws/docker/library/nginx'],
    directories: [['/var/cache/nginx'], ['/var/run', '/run']],
    fix: 'use public.ecr.aws/nginx/nginx-unprivileged, which needs /tmp only',
    source: 'https://hub.docker.com/_/nginx, "Running nginx in read-only mode"',
  },
  {
    repositories: ['httpd', 'public.ecr.aws/docker/library/httpd'],
    directories: [['/usr/local/apache2/logs']],
    fix: 'set readonlyRootFilesystem to false',
    source: 'https://httpd.apache.org/docs/2.4/mod/mpm_common.html#pidfile',
  },
  {
    repositories: ['amazon/amazon-ecs-sample', 'public.ecr.aws/ecs-sample-image/amazon-ecs-sample'],
    directories: [['/var/log/apache2'], ['/var/run/apache2', '/run/apache2']],
    fix: 'set readonlyRootFilesystem to false',
    source: 'https://github.com/aws-samples/ecs-demo-php-simple-app/blob/main/Dockerfile',
  },
];

/**
 * The sentence for a container that is known not to start with the read-only root file system it has; undefined for any
 * other, and for one whose volumes come from another container.
 */
export function readOnlyWarning(container: ContainerDefinition): string | undefined {
  const { containerName, image, readonlyRootFilesystem = true } = container;
  const { tmpfs = [], mountPoints = [], volumesFrom = [] } = container;
  if (!readonlyRootFilesystem || volumesFrom.length > 0 || !isKnown(image.reference)) {
    return;
  }
  const { registry, repository } = parseImageReference(containerName, image.reference);
  const name = (
    registry === undefined || registry === 'docker.io' ? repository : `${registry}/${repository}`
  ).replace(/^library\//, '');
  const known = WRITING_IMAGES.find(({ repositories }) => repositories.includes(name));
  const writable = [...tmpfs, ...mountPoints].map(({ containerPath }) => containerPath);
  if (known === undefined || !writable.every((path) => isKnown(path))) {
    return;
  }
  const missing = known.directories
    .filter((names) => !names.some((one) => writable.some((path) => holds(path, one))))
    .map(([first]) => first);
  if (missing.length === 0) {
    return;
  }
  return (
    `the container ${containerName} will not start: ${name} writes to ${missing.join(' and ')}, and its root file ` +
    `system is read-only; got no tmpfs there. Add ${missing.map((path) => `{ containerPath: '${path}', sizeMiB: 16 }`).join(' and ')} ` +
    `to its tmpfs, or ${known.fix}.`
  );
}

function holds(mounted: string, directory: string): boolean {
  return directory === mounted || directory.startsWith(`${mounted.replace(/\/$/, '')}/`);
}
