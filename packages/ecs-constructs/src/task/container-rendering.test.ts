import { ContainerImage } from '../image/container-image';
import type { ContainerDefinition } from './container-definition';
import { renderContainer } from './container-rendering';

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
        logConfiguration: { logDriver: 'awslogs', options: { a: 'b' } },
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
      logConfiguration: { logDriver: 'awslogs', options: { a: 'b' } },
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

  it('renders what a container needs of its host and of its task', () => {
    const rendered = renderContainer(
      container({
        portMappings: [
          { containerPort: 80, hostPort: 0, protocol: 'tcp', name: 'http', appProtocol: 'http' },
        ],
        containerPortRanges: [{ from: 9000, to: 9010, protocol: 'udp' }],
        dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }],
        startTimeoutSeconds: 60,
        mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
        volumesFrom: [{ sourceContainer: 'db', readOnly: true }],
        tmpfs: [
          { containerPath: '/tmp', sizeMiB: 64 },
          { containerPath: '/run', sizeMiB: 1, mountOptions: ['rw'] },
        ],
        sharedMemorySizeMiB: 128,
        capabilities: { drop: ['ALL'] },
        privileged: true,
        ulimits: [{ name: 'nofile', softLimit: 1, hardLimit: 2 }],
        systemControls: { 'net.core.somaxconn': '1024', 'net.a': '1' },
        dockerLabels: { a: 'b' },
        dockerSecurityOptions: ['no-new-privileges'],
        extraHosts: { db: '10.0.0.1', a: '10.0.0.2' },
        dnsServers: ['10.0.0.2'],
        dnsSearchDomains: ['example.com'],
        hostname: 'web-1',
        interactive: true,
        pseudoTerminal: true,
        versionConsistency: 'disabled',
        restartPolicy: { ignoredExitCodes: [0] },
        fireLensRouter: { type: 'fluentbit', options: { a: 'b' } },
      }),
    );
    expect(rendered).toMatchObject({
      portMappings: [
        { containerPort: 80, hostPort: 0, protocol: 'tcp', name: 'http', appProtocol: 'http' },
        { containerPortRange: '9000-9010', protocol: 'udp' },
      ],
      dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }],
      startTimeout: 60,
      mountPoints: [{ sourceVolume: 'data', containerPath: '/data', readOnly: false }],
      volumesFrom: [{ sourceContainer: 'db', readOnly: true }],
      linuxParameters: {
        initProcessEnabled: true,
        capabilities: { add: [], drop: ['ALL'] },
        sharedMemorySize: 128,
        tmpfs: [
          { containerPath: '/tmp', size: 64, mountOptions: ['rw', 'noexec', 'nosuid', 'nodev'] },
          { containerPath: '/run', size: 1, mountOptions: ['rw'] },
        ],
      },
      privileged: true,
      ulimits: [{ name: 'nofile', softLimit: 1, hardLimit: 2 }],
      systemControls: [
        { namespace: 'net.a', value: '1' },
        { namespace: 'net.core.somaxconn', value: '1024' },
      ],
      dockerLabels: { a: 'b' },
      dockerSecurityOptions: ['no-new-privileges'],
      extraHosts: [
        { hostname: 'a', ipAddress: '10.0.0.2' },
        { hostname: 'db', ipAddress: '10.0.0.1' },
      ],
      dnsServers: ['10.0.0.2'],
      dnsSearchDomains: ['example.com'],
      hostname: 'web-1',
      interactive: true,
      pseudoTerminal: true,
      versionConsistency: 'disabled',
      restartPolicy: { enabled: true, ignoredExitCodes: [0], restartAttemptPeriod: 300 },
      firelensConfiguration: { type: 'fluentbit', options: { a: 'b' } },
    });
  });

  it('leaves out what ECS leaves out: what is empty, and a pair of empty capabilities', () => {
    const empty = renderContainer(
      container({
        capabilities: { add: [], drop: [] },
        dependsOn: [],
        ulimits: [],
        tmpfs: [],
        secretReferences: [],
        environmentFileArns: [],
        dockerLabels: {},
      }),
    );
    expect(empty).toEqual(renderContainer(container()));
    const logConfiguration = { logDriver: 'none', options: {} };
    expect(renderContainer(container({ logConfiguration }))['logConfiguration']).toEqual({
      logDriver: 'none',
    });
  });
});
