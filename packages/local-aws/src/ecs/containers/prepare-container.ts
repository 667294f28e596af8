import { join } from 'node:path';
import { AwsError } from '../../gateway/aws-response';
import type { MotoClient } from '../../moto/moto-client';
import { StartFailure } from '../../runtime/runtime';
import type { HostAccessRule } from '../../options';
import { checkHostAccess } from '../host-access';
import { regionOf } from '../identifiers';
import type { TaskDefinition } from '../task-definition';
import { definitionProblem } from '../requests/validate';
import type { Prepare } from '../task-runner';
import { withInjectedValues } from './injected-values';
import type { LogDelivery } from './log-delivery';
import { volumesOf } from './volumes';

/** What containers are prepared with. */
export interface PrepareOptions {
  readonly moto: MotoClient;
  readonly logs: LogDelivery;
  /** Volumes lie below it. */
  readonly directory: string;
  readonly hostAccess: HostAccessRule;
}

/** Gives containers what the agent gives them: values of secrets, directories for volumes, a place for their output. */
export function prepareContainer(options: PrepareOptions): Prepare {
  const { moto, logs, directory, hostAccess } = options;
  return async (task, { definition }) => {
    // Registering refuses these too; a definition may have come another way, and an override may have changed it.
    checkDefinition(task.definition, hostAccess);
    const region = regionOf(task.arn);
    const injected = await withInjectedValues(moto, region, definition);
    const output = await logs.open(region, task.id, definition);
    return {
      definition: injected,
      volumes: volumesOf(join(directory, 'volumes'), task),
      ...(output === undefined ? {} : { output }),
    };
  };
}

/** @throws StartFailure for a definition that no name or option of AWS allows, or that reaches this machine */
export function checkDefinition(definition: TaskDefinition, hostAccess: HostAccessRule): void {
  const problem = definitionProblem(definition);
  if (problem !== undefined) {
    throw new StartFailure('CannotCreateContainerError', problem);
  }
  try {
    checkHostAccess(definition, hostAccess);
  } catch (error) {
    throw error instanceof AwsError
      ? new StartFailure('CannotCreateContainerError', error.message)
      : error;
  }
}
