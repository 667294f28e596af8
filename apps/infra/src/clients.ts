import { ecsClients, type EcsClients } from 'ecs-operations';
import { localAwsCredentials } from 'local-aws';
import type { StageConfig } from './stage';
import { localOptions } from './terraform-environment';

/** Clients for the stage's AWS: the local one with its own key, the real one with the user's. */
export function clientsOf(config: StageConfig): EcsClients {
  return ecsClients({
    region: config.region,
    ...(config.endpoint === undefined
      ? {}
      : {
          endpoint: config.endpoint,
          // Where nothing runs there is no key; what follows is that nothing answers, which says it better.
          credentials: localAwsCredentials(localOptions(process.env)) ?? NO_KEY,
        }),
  });
}

const NO_KEY = { accessKeyId: 'none', secretAccessKey: 'none' };
