import { join } from 'node:path';
import type { MotoClient } from '../../moto/moto-client';
import { regionOf } from '../identifiers';
import type { Prepare } from '../task-runner';
import { withInjectedValues } from './injected-values';
import type { LogDelivery } from './log-delivery';
import { volumesOf } from './volumes';

/** Gives containers what the agent gives them: values of secrets, directories for volumes, a place for their output. */
export function prepareContainer(moto: MotoClient, logs: LogDelivery, directory: string): Prepare {
  return async (task, { definition }) => {
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
