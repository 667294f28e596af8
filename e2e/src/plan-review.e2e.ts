import {
  AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import Ajv2020 from 'ajv/dist/2020';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsJson } from './aws-json';
import { forgetPlan, keepSavedPlan } from './kept-plans';
import { clientSettings } from './local-access';
import { Workspace } from './workspace';

/** The parts of review.json that are looked at here; the schema has the rest. */
interface Review {
  readonly verdict: { readonly level: string };
  readonly counts: object;
  readonly changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly action: string;
  }[];
  readonly security: object;
  readonly cost: { readonly monthlyBefore?: number; readonly monthlyAfter?: number };
}

const root = join(__dirname, '..', '..');
const schema = join(root, 'packages/plan-review/schema/plan-review-1.0.schema.json');
const planted = 'Zq7-planted-secret-9';

// One deployment, planned again and again: with another configuration, and after somebody changed it by hand.
describe('The plan review of a deployed stage', () => {
  // Processes are enough here, and quicker.
  const workspace = new Workspace(5, { DOCKER_HOST: 'tcp://127.0.0.1:1' });
  const stage = join(workspace.directory, 'nx-cdktf', 'infra', 'local');
  const otherPort = { HELLO_ECS_HOST_PORT: '8081' };
  const client = clientSettings(workspace.access);
  const review = (): Review =>
    JSON.parse(readFileSync(join(stage, 'review', 'review.json'), 'utf8')) as Review;
  const report = (file: string): string => readFileSync(join(stage, 'review', file), 'utf8');
  const changesOf = (type: string) => review().changes.filter((change) => change.type === type);

  beforeAll(async () => {
    const deployed = await workspace.nx(['run', 'infra:deploy']);
    expect(deployed.output).toContain('Everything is new;');
    expect(deployed.output).toMatch(/^REVIEW {2}no downtime, no data loss, access widened/m);
    expect(deployed).toMatchObject({ code: 0 });
    await workspace.keepProvider();
  });
  afterAll(() => workspace.close());

  it('says that nothing changes, and that nothing was changed', async () => {
    forgetPlan('app-local');
    const plan = await workspace.nx(['run', 'infra:plan']);
    expect(plan.output).toContain('No changes.');
    expect(plan.output).not.toContain('Changed outside Terraform');
    expect(plan.code).toBe(0);
    expect(review()).toMatchObject({ outcome: 'no-changes', drift: [], security: { changes: [] } });
    keepSavedPlan('app-local', stage);

    const drift = await workspace.nx(['run', 'infra:drift']);
    expect(drift.output).toContain('Nothing changed outside Terraform.');
    expect(drift.code).toBe(0);
  });

  it('says what another host port does, and asks for an approval with 3', async () => {
    const plan = await workspace.nx(['run', 'infra:plan', '--requireApproval=widening'], otherPort);
    expect(plan.output).toContain('approval: this plan needs one (widening)');
    expect(plan.code).toBe(3);
    expect(plan.output).toMatch(/^DANGEROUS {2}downtime possible, no data loss, access widened/m);
    expect(plan.output).toContain('Access is opened on what exists in 1 place.');
    expect(plan.output).toMatch(
      /portMappings\[8080\/tcp\]\.hostPort: .*\(forces replacement\)\n +80 → 8081/,
    );
    expect(plan.output).toContain('new revision: rolling deployment of 1 task');
    expect(plan.output).toContain('ports 80 becomes 8081');

    expect(changesOf('aws_ecs_task_definition')).toMatchObject([
      { action: 'replace', replaceOrder: 'create-first' },
    ]);
    expect(changesOf('aws_ecs_service')).toMatchObject([{ action: 'update' }]);
    expect(changesOf('aws_vpc_security_group_ingress_rule').map(({ action }) => action)).toEqual([
      'destroy',
      'create',
    ]);
    expect(review().cost.monthlyAfter).toBe(review().cost.monthlyBefore);
  });

  it('writes reports that agree with each other and with the schema', () => {
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
    expect(validate(review()) ? [] : validate.errors).toEqual([]);
    const { level } = review().verdict;
    expect(report('review.md')).toContain(`${level}: downtime possible`);
    expect(report('review.html')).toContain(level);
    expect(report('review.html')).not.toMatch(
      /(src|href)="(https?:)?\/\/(?!docs\.aws\.amazon\.com)/,
    );
  });

  it('says the same through npx plan-review and the JSON of Terraform', () => {
    const plan = execFileSync('terraform', ['show', '-json', 'tfplan'], {
      cwd: stage,
      maxBuffer: 1e8,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const command = (...args: readonly string[]) =>
      spawnSync(
        join(root, 'packages/plan-review/bin/plan-review.cjs'),
        ['--stack', 'cdk.tf.json', ...args],
        { cwd: stage, input: plan, encoding: 'utf8' },
      );
    const json = command('--format', 'json');
    expect(json.stderr).toBe('');
    expect(json.status).toBe(2);
    const { verdict, counts, security } = JSON.parse(json.stdout) as Review;
    expect({ verdict, counts, security }).toEqual({
      verdict: review().verdict,
      counts: review().counts,
      security: review().security,
    });
    expect(command('--require-approval', 'widening').status).toBe(3);
  });

  it('does not apply with 5 what was reviewed for another configuration', async () => {
    const stale = await workspace.nx(['run', 'infra:deploy', '--savedPlan', '--approve']);
    expect(stale.output).toContain('saved plan: it is stale. Nothing was changed.');
    expect(stale.output).toContain('The synthesized stack is another one.');
    expect(stale.code).toBe(5);
  });

  it('fails on a policy with 4', async () => {
    const sarif = join(workspace.directory, 'findings.sarif');
    const [{ address = '' } = {}] = changesOf('aws_ecs_task_definition');
    writeFileSync(sarif, JSON.stringify(sarifOf(address, `password=${planted} is in the image`)));
    const failing = await workspace.nx(['run', 'infra:plan', `--sarif=${sarif}`], otherPort);
    expect(failing.output).toContain('OTHER_1');
    expect(failing.code).toBe(4);
  });

  it('names what was changed by hand, and what a deployment takes back', async () => {
    const ec2 = new EC2Client(client);
    const scaling = new AutoScalingClient(client);
    const [group] = (await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups?.filter(
      ({ IpPermissions = [] }) => IpPermissions.some(({ FromPort }) => FromPort === 80),
    ) ?? [undefined];
    const rule = (port: number) => ({
      GroupId: group?.GroupId,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      ],
    });
    await ec2.send(new RevokeSecurityGroupIngressCommand(rule(80)));
    await ec2.send(new AuthorizeSecurityGroupIngressCommand(rule(22)));
    const [hosts] =
      (await scaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups ?? [];
    await scaling.send(
      new CreateOrUpdateTagsCommand({
        Tags: [
          {
            ResourceType: 'auto-scaling-group',
            ResourceId: hosts?.AutoScalingGroupName,
            Key: 'db_password',
            Value: planted,
            PropagateAtLaunch: false,
          },
        ],
      }),
    );
    const { logGroups } = await awsJson<{ logGroups: { logGroupName: string }[] }>(
      workspace.access,
      'logs',
      'DescribeLogGroups',
    );
    await awsJson(workspace.access, 'logs', 'PutRetentionPolicy', {
      logGroupName: logGroups[0]?.logGroupName,
      retentionInDays: 1,
    });

    const drift = await workspace.nx(['run', 'infra:drift']);
    expect(drift.code).toBe(2);
    expect(drift.output).toContain('Changed outside Terraform (4)');
    expect(drift.output).toMatch(/Ingress-80-tcp-AnyIpv4.*: deleted; a deployment takes it back/);
    expect(drift.output).toMatch(
      /Logs: changed; a deployment takes it back\n +retention_in_days: 30 → 1/,
    );
    expect(drift.output).toMatch(
      /Hosts: changed; a deployment takes it back\n +tag\[db_password\]/,
    );
    // Terraform does not own it, so it stays: it must be seen.
    expect(drift.output).toMatch(/SecurityGroup: changed\n +ingress\[0\]: .*"from_port":22/);
    expect(drift.output).not.toContain(planted);
  });

  it('shows in a plan what it takes back', async () => {
    const plan = await workspace.nx(['run', 'infra:plan']);
    expect(plan.code).toBe(2);
    expect(plan.output).toMatch(/retention_in_days: 1 → 30/);
    expect(plan.output).toMatch(/3 changes made outside Terraform are taken back/);
    expect(changesOf('aws_vpc_security_group_ingress_rule')).toMatchObject([{ action: 'create' }]);
    expect(plan.output).not.toContain(planted);
  });

  it('keeps a secret only in plan files that nobody else can read', () => {
    const holding = filesBelow(join(workspace.directory, 'nx-cdktf')).filter((file) =>
      readFileSync(file).includes(planted),
    );
    for (const file of holding) {
      expect({ file, mode: statSync(file).mode & 0o077 }).toEqual({ file, mode: 0 });
      expect(file).toMatch(/tfplan/);
    }
  });
});

function sarifOf(address: string, text: string): object {
  return {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'other' } },
        results: [
          {
            ruleId: 'OTHER_1',
            level: 'error',
            message: { text },
            locations: [{ logicalLocations: [{ fullyQualifiedName: address }] }],
          },
        ],
      },
    ],
  };
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/.terraform/providers/'));
}
