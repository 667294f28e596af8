import type { Construct } from 'constructs';
import type { IRole } from '../iam/role-contract';
import { misuse } from '../support/validation';
import { entriesByKey } from '../support/text-order';
import type {
  ContainerDefinition,
  ContainerDefinitionOptions,
  FireLensRouter,
} from './container-definition';
import { LogDriver } from './log-driver';

/** What a container names and ECS reads when it starts: the execution role gets the right to read exactly that. */
export function bindReferences(
  task: Construct,
  executionRole: IRole,
  {
    environmentFiles,
    fireLensRouter,
    logging = LogDriver.jsonFile(),
    secrets = {},
  }: ContainerDefinitionOptions,
): Partial<ContainerDefinition> {
  return {
    logConfiguration: logging.bind(task, executionRole),
    environmentFileArns: environmentFiles?.map((file) => file.bind(task, executionRole)),
    fireLensRouter: fireLensRouter && bindRouter(fireLensRouter, executionRole),
    secretReferences: entriesByKey(secrets).map(([name, secret]) => ({
      name,
      valueFrom: secret.bind(task, executionRole),
    })),
  };
}

/** As the ECS API takes it. */
function bindRouter(router: FireLensRouter, executionRole: IRole): FireLensRouter {
  const { type, configFile, enableEcsLogMetadata, options } = router;
  const all = {
    ...(enableEcsLogMetadata === undefined
      ? {}
      : { 'enable-ecs-log-metadata': String(enableEcsLogMetadata) }),
    ...configFile?.bind(executionRole),
    ...options,
  };
  return Object.keys(all).length === 0 ? { type } : { type, options: all };
}

/** What has an option of its own is said there: only so does the execution role get to read the file. */
export function requireRouter(where: string, router: FireLensRouter | undefined): void {
  const { options = {}, enableEcsLogMetadata } = router ?? {};
  const name = ['config-file-type', 'config-file-value', 'enable-ecs-log-metadata'].find(
    (one) => one in options && (one.startsWith('config') || enableEcsLogMetadata !== undefined),
  );
  if (name === undefined) {
    return;
  }
  const option = name.startsWith('config') ? 'configFile' : 'enableEcsLogMetadata';
  throw misuse(where, {
    what: `${name} has an option of its own, fireLensRouter.${option}`,
    got: `fireLensRouter.options['${name}']`,
    fix:
      option === 'configFile'
        ? 'Write configFile: FireLensConfigFile.fromS3(bucketArn, key), or fromFile(path).'
        : 'Leave one of the two out.',
  });
}
