import { checkVolumes } from './volume-configurations';
import type { TaskDefinition } from '../task-definition';

const definition = (...names: readonly string[]): TaskDefinition => ({
  taskDefinitionArn: 'arn:aws:ecs:us-east-1:1:task-definition/a:1',
  family: 'a',
  revision: 1,
  containerDefinitions: [],
  volumes: [{ name: 'other' }, ...names.map((name) => ({ name, configuredAtLaunch: true }))],
});
const configured = (managedEBSVolume: object = { sizeInGiB: 1 }, name = 'work') => ({
  volumeConfigurations: [{ name, managedEBSVolume }],
});

describe('a volume that is configured at launch', () => {
  it('is the one that the task definition leaves to it', () => {
    expect(() => checkVolumes(configured(), definition('work'))).not.toThrow();
    expect(() => checkVolumes({}, definition())).not.toThrow();
  });

  it.each<[object, TaskDefinition, string]>([
    [{}, definition('work'), 'got none, and work with configuredAtLaunch in arn:aws:ecs'],
    [configured(), definition(), 'got work, and none with configuredAtLaunch'],
    [configured({ sizeInGiB: 1 }, 'b'), definition('work'), 'got b, and work with'],
    [configured(), definition('work', 'more'), 'got work, and work, more with'],
    [configured({}), definition('work'), 'sizeInGiB or snapshotId must be given'],
    [configured({ snapshotId: 'snap-1' }), definition('work'), 'no snapshot has data here'],
    [
      configured({ sizeInGiB: 1, terminationPolicy: { deleteOnTermination: false } }),
      definition('work'),
      'deleteOnTermination false is not emulated',
    ],
  ])('is refused as %j', (input, task, words) => {
    expect(() => checkVolumes(input as never, task)).toThrow(words);
  });
});
