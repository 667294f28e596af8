import { renderContainer, type ContainerDefinition } from './container-definition';
import { ContainerImage } from './container-image';

const container = (overrides: Partial<ContainerDefinition> = {}): ContainerDefinition => ({
  containerName: 'app',
  image: ContainerImage.fromRegistry('nginx:1'),
  essential: true,
  portMappings: [],
  ...overrides,
});

describe('renderContainer', () => {
  it('spells out what ECS returns for a container that says nothing', () => {
    expect(renderContainer(container())).toEqual({
      name: 'app',
      image: 'nginx:1',
      cpu: 0,
      portMappings: [],
      essential: true,
      environment: [],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      readonlyRootFilesystem: true,
      stopTimeout: 30,
      linuxParameters: { initProcessEnabled: true },
    });
  });

  it('renders everything a container can say', () => {
    const rendered = renderContainer(
      container({
        cpu: 256,
        memoryReservationMiB: 256,
        memoryLimitMiB: 512,
        portMappings: [{ containerPort: 8080, hostPort: 80, protocol: 'tcp' }],
        essential: false,
        readonlyRootFilesystem: false,
        stopTimeoutSeconds: 10,
        initProcessEnabled: false,
        user: 'node',
        command: ['a'],
        entryPoint: ['b'],
        workingDirectory: '/c',
        healthCheck: { command: ['CMD', 'true'], startPeriodSeconds: 5 },
        logConfiguration: { logDriver: 'awslogs', options: {} },
      }),
    );
    expect(rendered).toMatchObject({
      cpu: 256,
      memoryReservation: 256,
      memory: 512,
      portMappings: [{ containerPort: 8080, hostPort: 80, protocol: 'tcp' }],
      essential: false,
      readonlyRootFilesystem: false,
      stopTimeout: 10,
      linuxParameters: { initProcessEnabled: false },
      user: 'node',
      command: ['a'],
      entryPoint: ['b'],
      workingDirectory: '/c',
      healthCheck: {
        command: ['CMD', 'true'],
        interval: 30,
        timeout: 5,
        retries: 3,
        startPeriod: 5,
      },
      logConfiguration: { logDriver: 'awslogs', options: {} },
    });
  });

  it('sorts the environment by name, whatever the order it was written in', () => {
    const one = renderContainer(container({ environment: { B: '2', a: '3', A: '1' } }));
    const other = renderContainer(container({ environment: { A: '1', a: '3', B: '2' } }));
    expect(one).toEqual(other);
    expect(one['environment']).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
      { name: 'a', value: '3' },
    ]);
  });
});
