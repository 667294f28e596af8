import {
  CreateClusterCommand,
  DeleteServiceCommand,
  type ContainerDefinition,
  type CreateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { DescribeInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { execFileSync } from 'node:child_process';
import { deletedServices } from '../deployment/deleted-services';
import { targetGroupBehindBalancer } from '../testing/balancer';
import { foreignImage } from '../testing/foreign-image';
import { CLUSTER, LocalServices, REGION, until, whyNoContainers } from '../testing/local-services';
import { runCli } from '../testing/run-cli';
import type { Diagnosis } from './diagnosis';

const reason = whyNoContainers();
const title = `the catalogue on real failures${reason === undefined ? '' : ` (skipped: ${reason})`}`;
const describeWithContainers = reason === undefined ? describe : describe.skip;

const SERVER = `require('http').createServer(() => undefined).listen(8080);`;
const EAT = `const all = []; for (;;) all.push(Buffer.alloc(1 << 20, 1));`;

const FOREIGN = 'ecs-operations-test/foreign:v1';

interface Failing {
  readonly name: string;
  /** Those that must be among what is said. */
  readonly remedies: readonly string[];
  /** What the diagnosis must say of it. */
  readonly says: RegExp;
  readonly program?: string;
  readonly container?: Partial<ContainerDefinition>;
  readonly service?: Partial<CreateServiceCommandInput>;
  /** Whether a load balancer asks its port 8080. @default 'none' */
  readonly balancer?: 'application' | 'none';
}

const FAILING: readonly Failing[] = [
  {
    name: 'no-image',
    remedies: ['image-missing'],
    says: /CannotPullContainerError/,
    container: { image: 'ecs-operations-test/does-not-exist:v9' },
  },
  {
    name: 'no-program',
    remedies: ['command-missing'],
    says: /\/no\/such\/program/,
    container: { command: ['/no/such/program'] },
  },
  { name: 'greedy', remedies: ['out-of-memory'], says: /OutOfMemory/, program: EAT },
  {
    name: 'too-large',
    remedies: ['no-memory-or-cpu'],
    says: /insufficient memory|RESOURCE:MEMORY/,
    container: { memory: 8000 },
  },
  {
    name: 'same-port',
    remedies: ['no-ports'],
    says: /already using a port/,
    container: { portMappings: [{ containerPort: 8080, hostPort: 18080 }] },
    service: { desiredCount: 4 },
  },
  {
    name: 'sick',
    // A program that does not hear SIGTERM is killed in the end.
    remedies: ['container-health-check', 'killed'],
    says: /failed container health checks/,
    container: {
      healthCheck: { command: ['CMD', 'node', '-e', 'process.exit(1)'], interval: 5, retries: 1 },
    },
  },
  {
    name: 'no-secret',
    remedies: ['secret-unreadable'],
    says: /no log line/,
    container: {
      secrets: [{ name: 'X', valueFrom: 'arn:aws:ssm:us-east-1:123456789012:parameter/gone' }],
    },
  },
  {
    name: 'no-log-group',
    remedies: ['log-group-missing'],
    says: /The specified log group does not exist\. \(log group \/gone\)/,
    container: {
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/gone', 'awslogs-region': 'us-east-1' },
      },
    },
  },
  {
    name: 'foreign',
    remedies: ['wrong-architecture'],
    says: /\| exec \/app: exec format error/,
    container: { image: FOREIGN, command: ['/app'] },
  },
  {
    name: 'picky',
    remedies: ['constraint'],
    says: /didn't meet a constraint|MemberOf constraint|missing an attribute/,
    service: {
      placementConstraints: [
        { type: 'memberOf', expression: 'attribute:ecs.instance-type == m5.large' },
      ],
    },
  },
  {
    name: 'gives-up',
    remedies: ['circuit-breaker'],
    says: /what stopped its tasks|circuit breaker/i,
    program: `console.error('no database'); process.exit(7);`,
    service: {
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
    },
  },
  {
    name: 'angry',
    remedies: ['balancer-health-check'],
    says: /failed ELB health checks|Target\.ResponseCodeMismatch/,
    program: `require('http').createServer((request, response) => {
      response.statusCode = 500;
      response.end();
    }).listen(8080);`,
    container: { portMappings: [{ containerPort: 8080, hostPort: 0 }] },
    balancer: 'application',
  },
  { name: 'ends', remedies: ['program-ended'], says: /exit code 3/, program: `process.exit(3);` },
];

describeWithContainers(title, () => {
  let local: LocalServices;
  const saved = { ...process.env };

  beforeAll(async () => {
    local = await LocalServices.start('127.0.63.11');
    Object.assign(process.env, local.environment);
    foreignImage(FOREIGN);
    for (const { name, program = SERVER, container, service, balancer } of FAILING) {
      const revision = await local.register(name, program, { memory: 32, ...container });
      const loadBalancers =
        balancer === 'application'
          ? [
              {
                targetGroupArn: await targetGroupBehindBalancer(local),
                containerName: 'app',
                containerPort: 8080,
              },
            ]
          : undefined;
      await local.serve(name, revision, { loadBalancers, ...service });
    }
  }, 600_000);
  afterAll(async () => {
    process.env = saved;
    await local.stop();
    execFileSync('docker', ['image', 'rm', '--force', FOREIGN], { stdio: 'ignore' });
  }, 300_000);

  const diagnose = async (service: string): Promise<Diagnosis> => {
    const { stdout } = await runCli([
      'diagnose',
      '--cluster',
      CLUSTER,
      '--service',
      service,
      '--json',
    ]);
    return (JSON.parse(stdout) as Diagnosis[])[0] as Diagnosis;
  };

  it.each(FAILING.map((failing) => [failing.name, failing] as const))(
    'answers %s with its remedy, and with the words of ECS',
    async (name, { remedies, says }) => {
      await until(
        () => diagnose(name),
        (found) => {
          const ids = found.remedies.map(({ remedy }) => remedy.id);
          return remedies.every((id) => ids.includes(id));
        },
      );
      const { stdout, code } = await runCli(['diagnose', '--cluster', CLUSTER, '--service', name]);
      expect(stdout).toMatch(says);
      expect(stdout).not.toContain('Nothing is wrong');
      expect(code).toBe(1);
    },
  );

  it('says of a cluster without hosts that none has joined', async () => {
    await local.clients.ecs.send(new CreateClusterCommand({ clusterName: 'empty' }));
    const revision = await local.register('lonely', SERVER);
    await local.serve('lonely', revision, { cluster: 'empty' });
    const { stdout, code } = await runCli(['diagnose', '--cluster', 'empty']);
    expect(stdout).toContain('the cluster empty has no host: none has joined it');
    expect(stdout).toContain('the cluster has no host that could take a task');
    expect(code).toBe(1);
  });

  it('names those among the services of a state that were deleted past Terraform', async () => {
    const { clients } = local;
    const target = (service: string) => ({ clients, region: REGION, cluster: CLUSTER, service });
    const asked = ['ends', 'same-port', 'never-was'].map(target);
    expect(await deletedServices(asked)).toEqual([]);
    await clients.ecs.send(
      new DeleteServiceCommand({ cluster: CLUSTER, service: 'ends', force: true }),
    );
    expect(await deletedServices(asked)).toEqual([
      expect.stringMatching(
        /^The service ends on shop was deleted past Terraform \((INACTIVE|DRAINING)\)\. Terraform waits two minutes/,
      ),
    ]);
    expect(await deletedServices([{ ...target('web'), cluster: 'never-was' }])).toEqual([]);
  });

  // The last one: the group has one host less.
  it('says what the Auto Scaling group could not start', async () => {
    const { ec2 } = local.clients;
    await local.deleteProfile();
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
    const id = Reservations[0]?.Instances?.[0]?.InstanceId ?? '';
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    const { stdout } = await runCli(['diagnose', '--cluster', CLUSTER, '--service', 'same-port']);
    expect(stdout).toMatch(/Auto Scaling\n\s+hosts: Failed: Launching a new EC2 instance/);
    expect(stdout).toContain('the Auto Scaling group cannot start instances');
  });
});
