import { CreateClusterCommand, type ContainerDefinition } from '@aws-sdk/client-ecs';
import { CLUSTER, LocalServices, until, whyNoContainers } from '../testing/local-services';
import { runCli } from '../testing/run-cli';
import type { Diagnosis } from './diagnosis';

const reason = whyNoContainers();
const title = `the catalogue on real failures${reason === undefined ? '' : ` (skipped: ${reason})`}`;
const describeWithContainers = reason === undefined ? describe : describe.skip;

const SERVER = `require('http').createServer(() => undefined).listen(8080);`;
const EAT = `const all = []; for (;;) all.push(Buffer.alloc(1 << 20, 1));`;

interface Failing {
  readonly name: string;
  readonly remedy: string;
  /** What the diagnosis must say of it. */
  readonly says: RegExp;
  readonly program?: string;
  readonly container?: Partial<ContainerDefinition>;
  readonly tasks?: number;
}

const FAILING: readonly Failing[] = [
  {
    name: 'no-image',
    remedy: 'image-missing',
    says: /CannotPullContainerError/,
    container: { image: 'ecs-operations-test/does-not-exist:v9' },
  },
  {
    name: 'no-program',
    remedy: 'command-missing',
    says: /\/no\/such\/program/,
    container: { command: ['/no/such/program'] },
  },
  { name: 'greedy', remedy: 'out-of-memory', says: /OutOfMemory/, program: EAT },
  {
    name: 'too-large',
    remedy: 'no-memory-or-cpu',
    says: /insufficient memory|RESOURCE:MEMORY/,
    container: { memory: 8000 },
  },
  {
    name: 'same-port',
    remedy: 'no-ports',
    says: /already using a port/,
    container: { portMappings: [{ containerPort: 8080, hostPort: 18080 }] },
    tasks: 4,
  },
  {
    name: 'sick',
    remedy: 'container-health-check',
    says: /failed container health checks/,
    container: {
      healthCheck: { command: ['CMD', 'node', '-e', 'process.exit(1)'], interval: 5, retries: 1 },
    },
  },
  {
    name: 'no-secret',
    remedy: 'secret-unreadable',
    says: /no log line/,
    container: {
      secrets: [{ name: 'X', valueFrom: 'arn:aws:ssm:us-east-1:123456789012:parameter/gone' }],
    },
  },
];

describeWithContainers(title, () => {
  let local: LocalServices;
  const saved = { ...process.env };

  beforeAll(async () => {
    local = await LocalServices.start('127.0.63.11');
    Object.assign(process.env, local.environment);
    for (const { name, program = SERVER, container = {}, tasks = 1 } of FAILING) {
      const revision = await local.register(name, program, { memory: 32, ...container });
      await local.serve(name, revision, { desiredCount: tasks });
    }
  }, 600_000);
  afterAll(async () => {
    process.env = saved;
    await local.stop();
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
    async (name, { remedy, says }) => {
      const found = await until(
        () => diagnose(name),
        ({ remedies }) => remedies.length > 0,
      );
      expect(found.remedies[0]?.remedy.id).toBe(remedy);
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
});
