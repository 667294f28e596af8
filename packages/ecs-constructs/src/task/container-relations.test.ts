import { ContainerImage } from '../image/container-image';
import type { ContainerDefinition } from './container-definition';
import { relationProblems } from './container-relations';

const image = ContainerImage.fromRegistry('nginx:1');
const container = (
  containerName: string,
  overrides: Partial<ContainerDefinition> = {},
): ContainerDefinition => ({
  containerName,
  image,
  essential: true,
  portMappings: [],
  ...overrides,
});
const on = (
  containerName: string,
  condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY' = 'START',
) => ({
  dependsOn: [{ containerName, condition }],
});
const healthCheck = { command: ['CMD', 'true'] };
const once = { essential: false };

describe('dependencies between containers', () => {
  it.each([
    ['START of any container', [container('a', on('b')), container('b')]],
    [
      'HEALTHY of one with a health check',
      [container('a', on('b', 'HEALTHY')), container('b', { healthCheck })],
    ],
    [
      'SUCCESS of one that is not essential',
      [container('a', on('b', 'SUCCESS')), container('b', once)],
    ],
    [
      'a diamond',
      [
        container('a', { dependsOn: [...on('b').dependsOn, ...on('c').dependsOn] }),
        container('b', on('d')),
        container('c', on('d')),
        container('d'),
      ],
    ],
  ])('may wait for %s', (_, containers) => {
    expect(relationProblems(containers, [])).toEqual([]);
  });

  it.each([
    [
      [container('a', on('x')), container('b')],
      'dependsOn of a names a container of the same task; got x; the task has a, b. Use the containerName of one of them.',
    ],
    [
      [container('a', on('b', 'HEALTHY')), container('b')],
      'a waits until b is HEALTHY, which needs a health check; got no healthCheck on b. Add one or wait for START.',
    ],
    [
      [container('a', on('b', 'COMPLETE')), container('b')],
      'a waits for the end (COMPLETE) of b, and the end of an essential container ends the task; got b is essential. ' +
        'Set essential to false on b.',
    ],
    [
      [container('a', on('b', 'SUCCESS')), container('b')],
      'a waits for the end (SUCCESS) of b, and the end of an essential container ends the task; got b is essential. ' +
        'Set essential to false on b.',
    ],
    [
      [container('a', on('b')), container('b', on('c')), container('c', on('b'))],
      'containers may not wait for each other in a circle; got b -> c -> b. Remove one dependsOn or volumesFrom.',
    ],
    [
      [container('a', on('a'))],
      'containers may not wait for each other in a circle; got a -> a. Remove one dependsOn or volumesFrom.',
    ],
  ])('refuses case %#', (containers, message) => {
    expect(relationProblems(containers, [])).toEqual([message]);
  });

  it('walks every container once, however many ways lead to it', () => {
    const layers = Array.from({ length: 40 }, (_, layer) =>
      ['l', 'r'].map((side) =>
        container(`${side}${layer}`, {
          dependsOn:
            layer === 0 ? [] : [...on(`l${layer - 1}`).dependsOn, ...on(`r${layer - 1}`).dependsOn],
        }),
      ),
    );
    expect(relationProblems(layers.flat().reverse(), [])).toEqual([]);
  });
});

describe('volumes of containers', () => {
  const mountPoints = [{ sourceVolume: 'data', containerPath: '/data' }];

  it('must be there', () => {
    expect(relationProblems([container('a', { mountPoints })], ['data'])).toEqual([]);
    expect(relationProblems([container('a', { mountPoints })], ['logs'])).toEqual([
      "a mounts a volume that the task does not have; got data; the task has logs. Call addVolume('data', …) on the task definition.",
    ]);
    expect(relationProblems([container('a', { mountPoints })], [])).toEqual([
      expect.stringContaining('got data; the task has none.'),
    ]);
  });

  it('may be those of another container', () => {
    const volumesFrom = [{ sourceContainer: 'b' }];
    expect(relationProblems([container('a', { volumesFrom }), container('b')], [])).toEqual([]);
    expect(relationProblems([container('a', { volumesFrom })], [])).toEqual([
      'volumesFrom of a names a container of the same task; got b; the task has a. Use the containerName of one of them.',
    ]);
  });
});

describe('the log router', () => {
  const fireLensRouter = { type: 'fluentbit' as const };
  const logConfiguration = { logDriver: 'awsfirelens', options: {} };

  it('must be there for those that log to it', () => {
    const router = container('router', { fireLensRouter });
    expect(relationProblems([container('a', { logConfiguration }), router], [])).toEqual([]);
    expect(relationProblems([container('a', { logConfiguration })], [])).toEqual([
      "a logs to the log router of its task; got no container with fireLensRouter. Add one, for example with fireLensRouter: { type: 'fluentbit' }.",
    ]);
  });

  it('is one', () => {
    const routers = [container('a', { fireLensRouter }), container('b', { fireLensRouter })];
    expect(relationProblems(routers, [])).toEqual([
      'a task has one log router; got fireLensRouter on a, b. Keep one of them.',
    ]);
  });
});

describe('the names of ports', () => {
  const port = (name: string | undefined, containerPort: number) => ({
    portMappings: [{ name, containerPort, hostPort: 0, protocol: 'tcp' as const }],
  });

  it('differ', () => {
    const named = (second: string | undefined) => [
      container('a', port('http', 80)),
      container('b', port(second, 81)),
      container('c', port(undefined, 82)),
      container('d', port(undefined, 83)),
    ];
    expect(relationProblems(named('admin'), [])).toEqual([]);
    expect(relationProblems(named('http'), [])).toEqual([
      'the ports of a task have different names; got http more than once. Change the name of one port mapping.',
    ]);
  });
});
