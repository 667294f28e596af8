import { TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { BatchDeleteImageCommand } from '@aws-sdk/client-ecr';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  DeregisterContainerInstanceCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import {
  type EcsClients,
  ecsClients,
  findUrls,
  readStatus,
  renderStatus,
  statusProblems,
  waitForService,
} from './index';
import { letAnHourPass } from './testing/clock';
import { createHello, REFERENCE, runTask } from './testing/hello-in-moto';
import { type MotoServer, startMoto, whyNoMoto } from './testing/moto-server';
import { whatExists } from './what-exists';

const reason = whyNoMoto();
// In the title, so that every report that lists skipped tests says why and how to enable them.
const title = `operations against moto${reason === undefined ? '' : ` (skipped: ${reason})`}`;
const describeWithMoto = reason === undefined ? describe : describe.skip;
if (reason !== undefined) {
  console.warn(`Skipped: ${reason}`);
}
const expected = { hosts: 3, availabilityZones: 3, instanceType: 't3.micro' };
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

describeWithMoto(title, () => {
  let moto: MotoServer;
  let clients: EcsClients;
  let hello: Awaited<ReturnType<typeof createHello>>;

  beforeAll(async () => {
    moto = await startMoto(1);
    clients = ecsClients({ region: 'us-east-1', endpoint: moto.endpoint, credentials });
    hello = await createHello(clients);
  });
  afterAll(() => moto.stop());

  it('reads hosts, zones, subnets, security group, service, task and image', async () => {
    const status = await readStatus(clients, REFERENCE);
    expect(status).toMatchObject({
      region: 'us-east-1',
      cluster: { name: 'hello_ecs_cluster', status: 'ACTIVE', registeredHosts: 3 },
      service: { name: 'hello_app_service', status: 'ACTIVE', desiredCount: 1, runningCount: 1 },
      notes: [],
    });
    expect(status.hosts.map((host) => host.instanceId).sort()).toEqual(
      [...hello.instanceIds].sort(),
    );
    expect(new Set(status.hosts.map((host) => host.availabilityZone)).size).toBe(3);
    expect(new Set(status.hosts.map((host) => host.subnetId)).size).toBe(3);
    for (const host of status.hosts) {
      expect(host).toMatchObject({ instanceType: 't3.micro', agentConnected: true });
      expect(host.publicIp).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    }
    expect(status.securityGroups).toEqual([
      {
        id: expect.stringMatching(/^sg-/),
        name: 'hello-hosts',
        ingress: [{ source: '0.0.0.0/0', protocol: 'tcp', fromPort: 80, toPort: 80 }],
      },
    ]);
    expect(status.tasks.map((task) => task.taskArn)).toEqual([hello.taskArn]);
    expect(status.images).toMatchObject([
      { repository: 'my-app/server', inRepository: true, tags: ['3f9c0a1b', 'latest'] },
    ]);
  });

  it('finds nothing wrong with it, and says so', async () => {
    const status = await readStatus(clients, REFERENCE);
    expect(statusProblems(status, expected)).toEqual([]);
    const text = renderStatus(status, { color: false, expected });
    expect(text).toContain('Hosts 3 registered t3.micro hosts in 3 AZs, 3 subnets');
    expect(text).toContain('Service hello_app_service 1/1 running, revision hello_app_service:1');
    expect(text).toMatch(/All as it should be\.$/);
  });

  it('says what exists under the names, and nothing under others', async () => {
    await expect(whatExists(clients, REFERENCE)).resolves.toEqual([
      'the ECS cluster hello_ecs_cluster is ACTIVE in us-east-1',
      'the ECS service hello_app_service is ACTIVE, 1 of 1 tasks run',
    ]);
    const none = { cluster: 'no_such_cluster', service: 'hello_app_service' };
    await expect(whatExists(clients, none)).resolves.toEqual([]);
  });

  it('finds no URL where the data plane binds no port', async () => {
    await expect(findUrls(clients, REFERENCE)).resolves.toEqual([]);
  });

  it('waits for the revision the service runs', async () => {
    const { taskDefinitionArn, taskArn } = hello;
    const rollout = await waitForService(clients, REFERENCE, {
      taskDefinitionArn,
      timeoutSeconds: 300,
    });
    expect(rollout.tasks.map((task) => task.taskArn)).toEqual([taskArn]);
  });

  it('gives up on a revision the service does not deploy', async () => {
    const taskDefinitionArn = hello.taskDefinitionArn.replace(/:1$/, ':2');
    await expect(
      waitForService(clients, REFERENCE, {
        taskDefinitionArn,
        timeoutSeconds: 3_600,
        onProgress: letAnHourPass,
      }),
    ).rejects.toThrow(
      /^Service hello_app_service does not run hello_app_service:2: not done after 3600 s: waiting for hello_app_service:2; now hello_app_service:1/,
    );
    jest.restoreAllMocks();
  });

  it('shows a stopped task with its reason, and what is missing', async () => {
    const task = await runTask(clients.ecs, hello.taskDefinitionArn);
    const { cluster } = REFERENCE;
    await clients.ecs.send(new StopTaskCommand({ cluster, task, reason: 'Tried on purpose' }));
    await clients.ecs.send(
      new CreateServiceCommand({
        cluster,
        serviceName: 'short_service',
        taskDefinition: hello.taskDefinitionArn,
        desiredCount: 2,
        launchType: 'EC2',
      }),
    );
    const status = await readStatus(clients, { cluster, service: 'short_service' });
    expect(status.stoppedTasks).toMatchObject([
      { taskArn: task, stoppedReason: 'Tried on purpose' },
    ]);
    expect(statusProblems(status, expected)).toEqual([
      expect.stringContaining('1 of 2 tasks run'),
      expect.stringContaining('stopped: Tried on purpose'),
    ]);
  });

  it('misses an image that left the repository', async () => {
    const imageIds = [{ imageTag: '3f9c0a1b' }, { imageTag: 'latest' }];
    await clients.ecr.send(
      new BatchDeleteImageCommand({ repositoryName: REFERENCE.repository, imageIds }),
    );
    const status = await readStatus(clients, REFERENCE);
    expect(status.images).toMatchObject([{ inRepository: false, tags: [] }]);
  });

  it('misses a host that left', async () => {
    const { hosts } = await readStatus(clients, REFERENCE);
    const gone = hosts.find((host) => host.runningTasks === 0);
    await clients.ec2.send(
      new TerminateInstancesCommand({ InstanceIds: [gone?.instanceId ?? ''] }),
    );
    const terminated = statusProblems(await readStatus(clients, REFERENCE), expected);
    expect(terminated).toContainEqual(expect.stringContaining('its EC2 instance is terminated'));
    await clients.ecs.send(
      new DeregisterContainerInstanceCommand({
        cluster: REFERENCE.cluster,
        containerInstance: gone?.containerInstanceArn,
        force: true,
      }),
    );
    const status = await readStatus(clients, REFERENCE);
    expect(statusProblems(status, expected)).toContainEqual(
      expect.stringContaining('2 of 3 hosts are registered'),
    );
  });

  it('shows the hosts of a cluster without the service', async () => {
    const reference = { ...REFERENCE, service: 'other_service' };
    const status = await readStatus(clients, reference);
    expect(status.service).toBeUndefined();
    expect(status.hosts).toHaveLength(2);
    expect(statusProblems(status)).toEqual([
      expect.stringContaining("ECS service 'other_service' does not exist on cluster"),
    ]);
    await expect(findUrls(clients, reference)).rejects.toThrow(
      "ECS service 'other_service' does not exist on cluster 'hello_ecs_cluster'. Fix: ",
    );
  });

  it('takes a deleted service as missing', async () => {
    const { cluster, service } = REFERENCE;
    await clients.ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
    await expect(findUrls(clients, REFERENCE)).rejects.toThrow(/^ECS service 'hello_app_service' /);
  });

  it('names a missing cluster, and the region it looked in', async () => {
    const elsewhere = ecsClients({ region: 'eu-west-1', endpoint: moto.endpoint, credentials });
    await expect(readStatus(elsewhere, REFERENCE)).rejects.toThrow(
      "ECS cluster 'hello_ecs_cluster' does not exist in eu-west-1. Fix: deploy the stack, or check cluster name, region and account.",
    );
  });

  it('shows a cluster without hosts', async () => {
    await clients.ecs.send(new CreateClusterCommand({ clusterName: 'empty' }));
    const status = await readStatus(clients, { cluster: 'empty', service: 'none' });
    expect(renderStatus(status, { color: false })).toContain('Hosts none registered');
  });
});
