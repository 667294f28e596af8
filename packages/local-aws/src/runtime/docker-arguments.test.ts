import type { ContainerDefinition } from './container-definition';
import { containerName, dockerRunArguments } from './docker-arguments';
import type { ContainerRequest } from './runtime';

const request = (
  definition: Partial<ContainerDefinition>,
  changes: Partial<ContainerRequest> = {},
): ContainerRequest => ({
  definition: { name: 'web', image: 'repo/image:tag', ...definition },
  taskId: '0123456789abcdef0123456789abcdef',
  taskArn: 'arn:task',
  family: 'nick_app',
  revision: 7,
  cluster: 'c',
  hostAddress: '127.0.0.11',
  ...changes,
});
const commandLine = (
  definition: Partial<ContainerDefinition>,
  changes: Partial<ContainerRequest> = {},
): string =>
  dockerRunArguments(
    request(definition, changes),
    [{ bindIP: '127.0.0.11', hostPort: 80, containerPort: 8080, protocol: 'tcp' }],
    5566,
  ).join(' ');

describe('dockerRunArguments', () => {
  it('joins the container that holds the address of the task, and publishes nothing', () => {
    const line = commandLine({}, { place: { holder: 'abc', address: '172.18.0.2' } });
    expect(line).toContain('--network container:abc');
    expect(line).not.toContain('--publish');
  });

  it('joins a network with the names that it has there and those that it knows', () => {
    const place = { network: 'vpc', aliases: ['connect-1'], hosts: { api: '172.18.0.3' } };
    expect(commandLine({}, { place })).toContain(
      '--network vpc --network-alias connect-1 --add-host api:172.18.0.3 --publish 127.0.0.11:80',
    );
  });

  it("publishes on the host's own address", () => {
    expect(commandLine({})).toContain('--publish 127.0.0.11:80:8080/tcp');
  });

  it('leaves the hostname to Docker: it is the start of the container id', () => {
    expect(commandLine({})).not.toContain('--hostname');
  });

  it('gives the container the names, the terminal and the memory that it asks for', () => {
    const line = commandLine({
      hostname: 'web-1',
      extraHosts: [{ hostname: 'db', ipAddress: '10.0.0.1' }],
      dnsServers: ['10.0.0.2'],
      dnsSearchDomains: ['example.com'],
      interactive: true,
      pseudoTerminal: true,
      linuxParameters: { sharedMemorySize: 128 },
    });
    expect(line).toContain(
      '--hostname web-1 --add-host db:10.0.0.1 --dns 10.0.0.2 --dns-search example.com --interactive --tty --shm-size 128m',
    );
    expect(commandLine({})).not.toMatch(/--(add-host|dns|interactive|tty|shm-size)/);
  });

  it('labels the container with the local AWS and with what the agent writes', () => {
    expect(commandLine({ dockerLabels: { mine: 'x' } })).toMatch(
      /--label mine=x .*--label com\.amazonaws\.ecs\.task-arn=arn:task .*--label hello-ecs\.local-aws=5566/,
    );
  });

  it('mounts the volumes of the task where the container wants them', () => {
    const mountPoints = [
      { sourceVolume: 'data', containerPath: '/data' },
      { sourceVolume: 'conf', containerPath: '/etc/app', readOnly: true },
    ];
    const volumes = { data: '/v/data', conf: '/v/conf' };
    expect(commandLine({ mountPoints }, { volumes })).toContain(
      '--mount type=bind,source=/v/data,target=/data --mount type=bind,source=/v/conf,target=/etc/app,readonly',
    );
  });

  it('gives a container without a hard limit the memory of its task', () => {
    expect(commandLine({ memoryReservation: 256 }, { taskCpu: 512, taskMemoryMiB: 512 })).toContain(
      '--memory 512m --memory-reservation 256m --cpu-shares 2 --cpus 0.5',
    );
    expect(commandLine({ memory: 300 }, { taskMemoryMiB: 512 })).toContain('--memory 300m');
  });

  it('keeps the switches of the definition', () => {
    const line = commandLine({
      readonlyRootFilesystem: true,
      user: 'node',
      stopTimeout: 5,
      workingDirectory: '/app',
      linuxParameters: {
        initProcessEnabled: true,
        capabilities: { drop: ['ALL'] },
        tmpfs: [{ containerPath: '/tmp', size: 16 }],
      },
      ulimits: [{ name: 'nofile', softLimit: 1, hardLimit: 2 }],
    });
    for (const part of [
      '--read-only',
      '--user node',
      '--stop-timeout 5',
      '--workdir /app',
      '--init',
      '--cap-drop ALL',
      '--tmpfs /tmp:size=16m',
      '--ulimit nofile=1:2',
    ]) {
      expect(line).toContain(part);
    }
    expect(commandLine({ readonlyRootFilesystem: false })).not.toContain('--read-only');
  });

  it('never holds the value of a variable', () => {
    const environment = [{ name: 'TOKEN', value: 'secret' }];
    expect(commandLine({ environment })).not.toContain('secret');
    const given = dockerRunArguments(request({ environment }), [], 1, ['--env-file', '/e/1']);
    expect(given.join(' ')).toContain('--env-file /e/1 -- repo/image:tag');
  });

  it('reads nothing of an image or a path as an option', () => {
    expect(commandLine({ image: '--volume=/:/host', command: ['x'] })).toMatch(
      / -- --volume=\/:\/host x$/,
    );
    const mountPoints = [{ sourceVolume: 'v', containerPath: '/a:b,"c"' }];
    expect(commandLine({ mountPoints }, { volumes: { v: '/v' } })).toContain(
      '--mount type=bind,source=/v,"target=/a:b,""c"""',
    );
  });

  it('gives what a definition takes of this machine, which is asked about before', () => {
    const line = commandLine(
      {
        privileged: true,
        dockerSecurityOptions: ['seccomp=unconfined'],
        systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }],
        linuxParameters: {
          devices: [
            { hostPath: '/dev/kvm' },
            { hostPath: '/dev/a', containerPath: '/dev/b', permissions: ['read'] },
          ],
        },
      },
      { pidMode: 'host', ipcMode: 'host' },
    );
    for (const part of [
      '--privileged',
      '--security-opt seccomp=unconfined',
      '--sysctl net.core.somaxconn=1024',
      '--device /dev/kvm:/dev/kvm:rwm --device /dev/a:/dev/b:r',
      '--pid host --ipc host',
    ]) {
      expect(line).toContain(part);
    }
    expect(commandLine({}, { pidMode: 'task', ipcMode: 'task' })).not.toMatch(/--pid|--ipc/);
  });

  it('counts swap beside the memory, and only where there is a limit to it', () => {
    const linuxParameters = { maxSwap: 32, swappiness: 10 };
    expect(commandLine({ memory: 64, linuxParameters })).toContain(
      '--memory-swap 96m --memory-swappiness 10',
    );
    expect(commandLine({ linuxParameters })).not.toContain('--memory-swap');
  });

  it('takes the network and shared memory away, and the volumes of another container', () => {
    const line = commandLine(
      { disableNetworking: true, volumesFrom: [{ sourceContainer: 'data', readOnly: true }] },
      { ipcMode: 'none' },
    );
    expect(line).toContain('--network none');
    expect(line).toContain('--ipc none');
    expect(line).toContain('--volumes-from ecs-nick_app-7-data-0123456789ab:ro');
  });

  it('puts the image before the rest of the entry point and the command', () => {
    const args = dockerRunArguments(
      request({ entryPoint: ['sh', '-c'], command: ['echo hi'] }),
      [],
      1,
    );
    expect(args.slice(-3)).toEqual(['repo/image:tag', '-c', 'echo hi']);
    expect(args[args.indexOf('--entrypoint') + 1]).toBe('sh');
  });
});

describe('containerName', () => {
  it("keeps to Docker's alphabet", () => {
    expect(containerName(request({ name: 'a/b c' }))).toBe('ecs-nick_app-7-a-b-c-0123456789ab');
  });
});
