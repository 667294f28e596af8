import {
  CreateServiceCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { stopLocalAws, type LocalAwsOptions } from './index';
import { balancedWeb, type BalancedWeb } from './testing/balanced-web';
import { CloudMapCalls } from './testing/cloud-map-calls';
import { describeWithDocker, docker, DockerLane } from './testing/docker-lane';
import {
  addressOf,
  answer,
  exitCodeOf,
  networkConfiguration,
  PORT,
  register,
  stable,
} from './testing/own-addresses';
import { HELLO_IMAGE, ProcessLane, SPREAD } from './testing/process-lane';
import { eventually, type SmallStack } from './testing/small-stack';

/** What is true of tasks with addresses of their own, however they run. */
function itGivesAddresses(stack: () => SmallStack, web: () => BalancedWeb): void {
  it('gives every task an address of its own, on which the container port answers', async () => {
    const tasks = await stack().tasks('own');
    const addresses = tasks.map(addressOf);
    expect(new Set(addresses).size).toBe(2);
    for (const address of addresses) {
      expect(await answer(address)).toMatch(/^Hello from \w+!\n$/);
    }
    expect(tasks[0]).toMatchObject({
      attachments: [{ type: 'ElasticNetworkInterface', status: 'ATTACHED' }],
      containers: [
        { networkBindings: [], networkInterfaces: [{ privateIpv4Address: addresses[0] }] },
      ],
    });
  });

  it('lets a load balancer reach every task at its address, on the container port', async () => {
    const tasks = await stack().tasks('own');
    const answers = new Set<string>();
    await eventually(
      async () => {
        const response = await fetch(web().url);
        expect(response.status).toBe(200);
        return answers.add(await response.text());
      },
      ({ size }) => size === 2,
      120,
    );
    const own = await Promise.all(tasks.map((task) => answer(addressOf(task))));
    expect([...answers].sort()).toEqual(own.sort());
  });

  it('places no more such tasks on a host than it has network interfaces, and says so', async () => {
    const { ecs, cluster } = stack();
    await ecs.send(new UpdateServiceCommand({ cluster, service: 'own', desiredCount: 4 }));
    const service = await eventually(
      () => stack().service('own'),
      ({ events = [] }) =>
        events.some(
          ({ message }) => message?.includes('encountered error "RESOURCE:ENI"') === true,
        ),
      120,
    );
    expect(service.runningCount).toBeLessThan(4);
    const run = await ecs.send(
      new RunTaskCommand({
        cluster,
        taskDefinition: 'own',
        networkConfiguration: networkConfiguration(stack()),
      }),
    );
    expect(run.failures).toEqual([expect.objectContaining({ reason: 'RESOURCE:ENI' })]);
    await ecs.send(new UpdateServiceCommand({ cluster, service: 'own', desiredCount: 2 }));
    await stable(stack());
  });

  it.each([
    [undefined, "Network Configuration must be provided when networkMode 'awsvpc' is specified."],
    [
      { awsvpcConfiguration: { subnets: ['subnet-0'] } },
      'Error retrieving subnet information for [subnet-0]',
    ],
    [
      { awsvpcConfiguration: { subnets: ['subnet-0'], assignPublicIp: 'ENABLED' as const } },
      'Assign public IP is not supported for this launch type.',
    ],
  ])('refuses the network configuration %j', async (given, words) => {
    const { ecs, cluster } = stack();
    const create = new CreateServiceCommand({
      cluster,
      serviceName: 'refused',
      taskDefinition: 'own',
      networkConfiguration: given,
    });
    await expect(ecs.send(create)).rejects.toThrow(words);
  });
}

/** The service that the tests are about, behind a load balancer. */
async function createOwn(
  { options, stack }: { readonly options: LocalAwsOptions; readonly stack: SmallStack },
  image: string,
): Promise<BalancedWeb> {
  const web = await balancedWeb(options, stack, { targetType: 'ip', drainSeconds: 0 });
  const { targetGroupArn } = web;
  await stack.ecs.send(
    new CreateServiceCommand({
      cluster: stack.cluster,
      serviceName: 'own',
      taskDefinition: await register(stack, image),
      desiredCount: 2,
      placementStrategy: SPREAD,
      networkConfiguration: networkConfiguration(stack),
      loadBalancers: [{ targetGroupArn, containerName: 'server', containerPort: PORT }],
    }),
  );
  await stable(stack);
  return web;
}

describe('tasks with addresses of their own, as processes', () => {
  let lane: ProcessLane;
  let web: BalancedWeb;

  beforeAll(async () => {
    lane = await ProcessLane.start('127.0.55.11');
    web = await createOwn(lane, HELLO_IMAGE);
  });
  afterAll(() => lane.close());

  itGivesAddresses(
    () => lane.stack,
    () => web,
  );
});

describeWithDocker()('tasks with addresses of their own, as containers', () => {
  let lane: DockerLane;
  let web: BalancedWeb;

  beforeAll(async () => {
    lane = await DockerLane.start('127.0.56.11');
    web = await createOwn(lane, lane.image);
  });
  afterAll(() => lane.close());

  itGivesAddresses(
    () => lane.stack,
    () => web,
  );

  it('share the address among the containers of a task, which reach each other on localhost', async () => {
    const { stack, image } = lane;
    const { ecs } = stack;
    const ask =
      "const ask = () => fetch('http://127.0.0.1:8080/').then((r) => r.text()).then((t) => process.exit(t.startsWith('Hello') ? 0 : 3), () => setTimeout(ask, 200)); ask();";
    const node = docker(['image', 'inspect', '--format', '{{index .Config.Entrypoint 0}}', image]);
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'pair',
        networkMode: 'awsvpc',
        cpu: '128',
        memory: '128',
        containerDefinitions: [
          { name: 'server', image, portMappings: [{ containerPort: PORT }], stopTimeout: 5 },
          { name: 'asks', image, entryPoint: [node, '-e'], command: [ask], essential: false },
        ],
      }),
    );
    expect(await exitCodeOf(stack, 'pair', 'asks')).toBe(0);
  });

  it('find each other by name: by Cloud Map in the whole VPC, by Service Connect among its clients', async () => {
    const { stack, image } = lane;
    const { ecs, cluster, vpcId } = stack;
    const map = new CloudMapCalls(lane.options);
    await map.ask('CreatePrivateDnsNamespace', {
      Name: 'shop.internal',
      Vpc: vpcId,
      CreatorRequestId: '1',
    });
    const { Namespaces: [namespace] = [] } = await map.ask('ListNamespaces', {});
    const { Service: registry } = await map.ask('CreateService', {
      Name: 'api',
      NamespaceId: namespace?.Id,
      CreatorRequestId: '2',
      DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] },
    });
    const server = await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'server',
        networkMode: 'awsvpc',
        cpu: '128',
        memory: '128',
        containerDefinitions: [
          {
            name: 'server',
            image,
            portMappings: [{ name: 'http', containerPort: PORT }],
            stopTimeout: 5,
          },
        ],
      }),
    );
    await ecs.send(new UpdateServiceCommand({ cluster, service: 'own', desiredCount: 1 }));
    await stable(stack);
    await ecs.send(
      new CreateServiceCommand({
        cluster,
        serviceName: 'api',
        taskDefinition: server.taskDefinition?.taskDefinitionArn,
        desiredCount: 1,
        networkConfiguration: networkConfiguration(stack),
        serviceRegistries: [{ registryArn: registry?.Arn }],
        serviceConnectConfiguration: {
          enabled: true,
          namespace: namespace?.Arn,
          services: [{ portName: 'http', clientAliases: [{ port: 80, dnsName: 'api' }] }],
        },
      }),
    );
    await stable(stack, 'api');
    const { Instances: found = [] } = await map.ask('DiscoverInstances', {
      NamespaceName: 'shop.internal',
      ServiceName: 'api',
    });
    const [task] = await stack.tasks('api');
    expect(found.map(({ Attributes }) => Attributes?.['AWS_INSTANCE_IPV4'])).toEqual([
      addressOf(task ?? {}),
    ]);

    // A client with the address of its host, by both names: 80 is the port of the alias only.
    const node = docker(['image', 'inspect', '--format', '{{index .Config.Entrypoint 0}}', image]);
    const client = (url: string) => [
      '-e',
      `const ask = () => fetch('${url}').then((r) => r.text()).then((t) => process.exit(t.startsWith('Hello') ? 0 : 3), (e) => { console.log(String(e.cause)); setTimeout(ask, 500); }); ask();`,
    ];
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'client',
        networkMode: 'bridge',
        cpu: '128',
        memory: '256',
        containerDefinitions: [
          { name: 'keeps', image, stopTimeout: 5 },
          ...['http://api.shop.internal:8080/', 'http://api/'].map((url, index) => ({
            name: ['map', 'connect'][index],
            image,
            essential: false,
            entryPoint: [node],
            command: client(url),
          })),
        ],
      }),
    );
    await ecs.send(
      new CreateServiceCommand({
        cluster,
        serviceName: 'client',
        taskDefinition: 'client',
        desiredCount: 1,
        serviceConnectConfiguration: { enabled: true, namespace: namespace?.Arn },
      }),
    );
    const [running] = await eventually(
      () => stack.tasks('client'),
      ([one]) => one?.containers?.filter(({ exitCode }) => exitCode !== undefined).length === 2,
      240,
    );
    const codes = running?.containers?.map(({ name, exitCode }) => [name, exitCode]) ?? [];
    expect(Object.fromEntries(codes)).toMatchObject({ map: 0, connect: 0 });
    await expect(map.ask('DeleteService', { Id: registry?.Id })).rejects.toThrow('ResourceInUse');
  });

  it('leave neither a container nor a network when the local AWS stops', async () => {
    const label = `label=hello-ecs.local-aws=${lane.options.port}`;
    expect(docker(['network', 'ls', '-q', '--filter', label])).not.toBe('');
    lane.stack.close();
    await stopLocalAws(lane.options);
    expect(docker(['network', 'ls', '-q', '--filter', label])).toBe('');
    expect(lane.containers()).toEqual([]);
  });
});
