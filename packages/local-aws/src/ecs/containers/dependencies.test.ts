import type { ContainerDefinition } from '../../runtime/container-definition';
import type { TaskContainer } from '../task';
import { readiness, startOrder } from './dependencies';

const container = (
  name: string,
  dependsOn: ContainerDefinition['dependsOn'] = [],
  state: Partial<TaskContainer> = {},
): TaskContainer => ({
  arn: name,
  definition: { name, image: 'i', dependsOn },
  lastStatus: 'PENDING',
  runtime: 'process',
  bindings: [],
  notices: [],
  ...state,
});
const on = (containerName: string, condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY') => [
  { containerName, condition },
];

describe('startOrder', () => {
  it('puts each container after those it depends on', () => {
    const containers = [
      container('web', on('proxy', 'START')),
      container('proxy', on('init', 'SUCCESS')),
      container('init'),
    ];
    expect(startOrder(containers).map(({ arn }) => arn)).toEqual(['init', 'proxy', 'web']);
  });

  it('does not follow a circle for ever', () => {
    const containers = [container('a', on('b', 'START')), container('b', on('a', 'START'))];
    expect(startOrder(containers)).toHaveLength(2);
  });
});

describe('readiness', () => {
  it.each([
    ['START', { lastStatus: 'PENDING' }, 'waiting'],
    ['START', { lastStatus: 'RUNNING' }, 'ready'],
    ['COMPLETE', { lastStatus: 'RUNNING' }, 'waiting'],
    ['COMPLETE', { lastStatus: 'STOPPED', exitCode: 1 }, 'ready'],
    ['SUCCESS', { lastStatus: 'STOPPED', exitCode: 0 }, 'ready'],
    ['SUCCESS', { lastStatus: 'STOPPED', exitCode: 1 }, { impossible: 'other exited with 1' }],
    ['HEALTHY', { lastStatus: 'RUNNING', healthStatus: 'UNKNOWN' }, 'waiting'],
    ['HEALTHY', { lastStatus: 'RUNNING', healthStatus: 'HEALTHY' }, 'ready'],
    [
      'HEALTHY',
      { lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' },
      { impossible: 'other is not healthy' },
    ],
  ] as const)('%s of a container that is %j', (condition, state, expected) => {
    const web = container('web', on('other', condition));
    expect(readiness(web, [web, container('other', [], state)])).toEqual(expected);
  });
});
