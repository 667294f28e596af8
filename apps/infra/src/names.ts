import type { StageConfig } from './stage';

/** The names of the stage's resources, all from its nickname. */
export interface HelloNames {
  readonly cluster: string;
  readonly family: string;
  readonly service: string;
  readonly container: string;
  readonly logGroup: string;
}

/** Names the stage's resources; whoever needs a name takes it from here. */
export function helloNames({ nickname }: Pick<StageConfig, 'nickname'>): HelloNames {
  return {
    cluster: `${nickname}_ecs_cluster`,
    family: `${nickname}_app_service`,
    service: `${nickname}_app_service`,
    container: `${nickname}_server`,
    logGroup: `/ecs/${nickname}_app_service`,
  };
}

/** Id of the one stack of a stage; also the name of its folder in the synthesized output. */
export function stackId(stage: string): string {
  return `hello-ecs-${stage}`;
}
