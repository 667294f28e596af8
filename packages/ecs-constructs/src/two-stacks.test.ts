import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import {
  ApplicationLoadBalancer,
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  ListenerCondition,
  LogDriver,
  LogGroup,
  Network,
  Peer,
  Permission,
  PrivateDnsNamespace,
  Role,
  ScheduledTask,
} from './index';

const image = ContainerImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29');
const HOSTS = { instanceType: 'm5.large', instanceCount: 2 } as const;

interface Block {
  readonly depends_on?: readonly string[];
  readonly lifecycle?: { readonly replace_triggered_by?: readonly string[] };
}

/** Terraform JSON as it is on the disk, and which stacks are applied before. */
interface Synthesized {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly dependencies: readonly string[];
}

function shared(scope: TerraformStack) {
  const network = new Network(scope, 'Network', {
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  });
  const cluster = new Cluster(scope, 'Cluster', { clusterName: 'shared', network });
  cluster.addCapacity('Hosts', { ...HOSTS, managedScaling: { maxInstanceCount: 5 } });
  const role = new Role(scope, 'Role', { assumedBy: 'ecs-tasks.amazonaws.com' });
  const namespace = new PrivateDnsNamespace(scope, 'Namespace', {
    namespaceName: 'shop.internal',
    network,
  });
  const loadBalancer = new ApplicationLoadBalancer(scope, 'LoadBalancer', {
    loadBalancerName: 'shared',
    network,
  });
  const listener = loadBalancer.addListener('Http', { port: 80, peers: [Peer.anyIpv4()] });
  const service = makeService(scope, cluster);
  listener.addTargets('Own', { targets: [service] });
  return { network, cluster, role, namespace, listener };
}

function makeService(
  scope: TerraformStack,
  cluster: Cluster,
  { hostPort, taskRole }: { readonly hostPort?: number; readonly taskRole?: Role } = {},
): Ec2Service {
  const family = scope.node.id.toLowerCase();
  const taskDefinition = new Ec2TaskDefinition(scope, 'Task', {
    family,
    memoryMiB: 64,
    taskRole,
  });
  taskDefinition.addContainer('server', {
    image,
    portMappings: [{ containerPort: 8080, name: 'http', hostPort }],
  });
  const peers = hostPort === undefined ? [] : [Peer.anyIpv4()];
  return new Ec2Service(scope, 'Service', { serviceName: family, cluster, taskDefinition, peers });
}

/** Two stacks of one app, of which the second uses what the first one has. */
function inTwoStacks(
  build: (own: TerraformStack, others: ReturnType<typeof shared>) => void,
): Readonly<Record<'Shared' | 'Own', Synthesized>> {
  const outdir = mkdtempSync(join(tmpdir(), 'ecs-constructs-stacks-'));
  try {
    const app = new App({ outdir });
    const [first, second] = ['Shared', 'Own'].map((name) => {
      const stack = new TerraformStack(app, name);
      new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });
      return stack;
    }) as [TerraformStack, TerraformStack];
    build(second, shared(first));
    app.synth();
    const read = (path: string) => JSON.parse(readFileSync(join(outdir, path), 'utf8'));
    const { stacks } = read('manifest.json');
    const of = (name: string): Synthesized => ({
      ...read(`stacks/${name}/cdk.tf.json`),
      dependencies: stacks[name].dependencies,
    });
    return { Shared: of('Shared'), Own: of('Own') };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** What Terraform has to find as a resource of the same stack, and does not. */
function missing({ resource }: Synthesized): readonly string[] {
  const has = (address: string): boolean => {
    const [type = '', name = '', ...rest] = address.split('.');
    return type === 'data' ? rest.length === 1 : name in (resource[type] ?? {});
  };
  return Object.values(resource)
    .flatMap((blocks) => Object.values(blocks))
    .flatMap(({ depends_on = [], lifecycle }) => [
      ...depends_on.filter((address) => address.includes('${') || !has(address)),
      ...(lifecycle?.replace_triggered_by ?? []).filter((address) => !has(address)),
    ]);
}

describe('a stack that uses what another stack of the app has', () => {
  it.each<[string, Parameters<typeof inTwoStacks>[0]]>([
    [
      'a cluster and its hosts',
      (own, { cluster }) => void makeService(own, cluster, { hostPort: 81 }),
    ],
    [
      'a network',
      (own, { network }) => {
        const cluster = new Cluster(own, 'Cluster', { clusterName: 'own', network });
        cluster.addCapacity('Hosts', HOSTS);
        new ApplicationLoadBalancer(own, 'LoadBalancer', { loadBalancerName: 'own', network });
      },
    ],
    [
      'a listener',
      (own, { cluster, listener }) =>
        void listener.addTargets('Other', {
          targets: [makeService(own, cluster)],
          priority: 5,
          conditions: [ListenerCondition.pathPatterns(['/other'])],
        }),
    ],
    [
      'a namespace',
      (own, { cluster, namespace }) =>
        makeService(own, cluster).enableServiceConnect({
          namespace,
          ports: [{ portName: 'http' }],
        }),
    ],
    [
      'a cluster, for a schedule',
      (own, { cluster }) => {
        const taskDefinition = new Ec2TaskDefinition(own, 'Task', { family: 'job', memoryMiB: 64 });
        taskDefinition.addContainer('job', { image });
        new ScheduledTask(own, 'Schedule', {
          scheduleName: 'job',
          schedule: 'rate(1 day)',
          cluster,
          taskDefinition,
        });
      },
    ],
  ])('is ordered by the stacks, not by resources that it does not have: %s', (_what, build) => {
    const { Shared, Own } = inTwoStacks(build);
    expect(missing(Own)).toEqual([]);
    expect(missing(Shared)).toEqual([]);
    expect(Own.dependencies).toEqual(['Shared']);
    expect(Shared.dependencies).toEqual([]);
  });

  it('grants to a role of the other stack by a policy of its own, which may name what only it has', () => {
    const { Own } = inTwoStacks((own, { cluster, role }) =>
      makeService(own, cluster, { taskRole: role }).taskDefinition.grant(
        Permission.s3Read('reports'),
      ),
    );
    expect(Object.keys(Own.resource['aws_iam_role_policy'] ?? {})).toEqual([
      expect.stringContaining('Task_TaskRole'),
    ]);
    expect(missing(Own)).toEqual([]);
  });

  it('takes an execution role of the other stack for what only it has', () => {
    const { Own } = inTwoStacks((own, { role }) => {
      const logGroup = new LogGroup(own, 'Log', { logGroupName: '/own' });
      const task = new Ec2TaskDefinition(own, 'Task', {
        family: 'own',
        memoryMiB: 64,
        executionRole: role,
      });
      task.addContainer('server', {
        image,
        logging: LogDriver.awsLogs({ logGroup, streamPrefix: 'server' }),
      });
    });
    expect(Object.keys(Own.resource['aws_iam_role_policy'] ?? {})).toEqual([
      expect.stringContaining('Task_ExecutionRole'),
    ]);
  });

  it('orders the resources of one stack as before', () => {
    const { Shared } = inTwoStacks((own, { cluster }) => void makeService(own, cluster));
    const [service] = Object.values(Shared.resource['aws_ecs_service'] ?? {});
    expect(service?.depends_on).toEqual(
      expect.arrayContaining([expect.stringMatching(/^aws_ecs_cluster_capacity_providers\./)]),
    );
  });
});
