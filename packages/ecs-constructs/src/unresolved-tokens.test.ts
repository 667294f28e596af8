import { Lazy, type TerraformStack, TerraformVariable, Token } from 'cdktf';
import { balancedStack } from './fixtures/balanced-stack';
import { everyOption, type Option } from './fixtures/every-option';
import { Alarm, ListenerAction, ListenerCondition, Role, ScheduledTask } from './index';
import { synth } from './testing';
import fc from 'fast-check';

// cdktf warns of every variable that stands inside a function, such as a name in the user data; here that is the point.
jest.spyOn(console, 'warn').mockImplementation(() => undefined);

const variableOf = (name: string): string => name.replaceAll(/\W+/g, '_');

/** Synthesizes with a variable for each of some options, and every rule of the library in force. */
function synthWith(unknown: ReadonlySet<string>): string {
  const build = (stack: TerraformStack): void => {
    const option: Option = (name, plain) => {
      if (!unknown.has(name)) {
        return plain;
      }
      const type = typeof plain === 'number' ? 'number' : 'string';
      const variable = new TerraformVariable(stack, variableOf(name), { type });
      return (type === 'number' ? variable.numberValue : variable.stringValue) as typeof plain;
    };
    everyOption(stack, option);
  };
  return synth(build).json;
}

const names: string[] = [];
synth((stack) =>
  everyOption(stack, (name, plain) => {
    names.push(name);
    return plain;
  }),
);

/**
 * cdktf encodes a number token as a hugely negative number; one that was computed with has lost its meaning. Inside a
 * function's text it writes one without `${}`, and the script of a host would read `=var.x`.
 */
const MISREAD = /\d(?:\.\d+)?e\+\d{2,}|TfToken\[|NaN|Infinity|=var\./;

function expectTaken(chosen: readonly string[]): void {
  const json = synthWith(new Set(chosen));
  expect(json).not.toMatch(MISREAD);
  for (const name of chosen) {
    expect(json).toMatch(new RegExp(`\\bvar\\.${variableOf(name)}\\b`));
  }
}

const EIGHTHS = Array.from({ length: 8 }, (_, index) =>
  names.filter((_name, position) => position % 8 === index),
);

describe('a value that only Terraform knows', () => {
  it.each(EIGHTHS)('is taken for %s and others', (...chosen) => expectTaken(chosen));

  it('is taken for everything at once', () => expectTaken(names));

  it('is taken in any combination', () => {
    fc.assert(fc.property(fc.subarray(names), expectTaken), { seed: 20_261_123, numRuns: 10 });
  });
});

/** Everywhere where a list is taken as it is. */
function everyList(stack: TerraformStack, list: (name: string) => string[]): void {
  const { cluster, taskDefinition, service, listener } = balancedStack(stack, {
    capacity: { additionalSecurityGroupIds: list('additionalSecurityGroupIds') },
    container: {
      command: list('command'),
      entryPoint: list('entryPoint'),
      dnsServers: list('dnsServers'),
      dnsSearchDomains: list('dnsSearchDomains'),
      dockerSecurityOptions: list('dockerSecurityOptions'),
      healthCheck: { command: list('healthCheck') },
      tmpfs: [{ containerPath: '/tmp', sizeMiB: 1, mountOptions: list('mountOptions') }],
      raw: { futureOption: list('raw') },
      portMappings: [{ containerPort: 8080 }],
    },
    service: { peers: undefined, deploymentAlarms: { alarmNames: list('alarmNames') } },
  });
  service.enableDeploymentAlarms(['another']);
  [
    ListenerCondition.hostHeaders(list('hostHeaders')),
    ListenerCondition.pathPatterns(list('pathPatterns')),
    ListenerCondition.httpHeader('X-A', list('httpHeader')),
    ListenerCondition.httpRequestMethods(list('httpRequestMethods')),
    ListenerCondition.sourceIps(list('sourceIps')),
  ].forEach((condition, index) =>
    listener.addAction(`Action${index}`, {
      priority: index + 1,
      conditions: [condition],
      action: ListenerAction.fixedResponse(404),
    }),
  );
  new Alarm(stack, 'Alarm', {
    metric: { namespace: 'Shop', metricName: 'Orders', statistic: 'Sum' },
    alarmName: 'orders',
    threshold: 1,
    evaluationPeriods: 1,
    alarmActions: list('alarmActions'),
    okActions: list('okActions'),
    insufficientDataActions: list('insufficientDataActions'),
  });
  const role = new Role(stack, 'Role', { assumedBy: 'ecs-tasks.amazonaws.com' });
  role.addToPolicy({ actions: list('actions'), resources: list('resources') });
  role.addToPolicy({ actions: ['s3:GetObject'], resources: list('resources1') });
  role.addToPolicy({ actions: ['s3:GetObject'], resources: list('resources2') });
  role.addToPolicy({
    actions: ['s3:GetObject'],
    resources: ['arn:aws:s3:::one/*'],
    conditions: { StringEquals: { 'aws:PrincipalTag/team': list('conditions') } },
  });
  new ScheduledTask(stack, 'Nightly', {
    scheduleName: 'nightly',
    schedule: 'rate(1 day)',
    cluster,
    taskDefinition,
    containerOverrides: [{ containerName: 'jane_server', command: list('override') }],
  });
}

describe('a list that only Terraform knows', () => {
  it('stands wherever Terraform can put it in', () => {
    const lists: string[] = [];
    const { json } = synth((stack) =>
      everyList(stack, (name) => {
        lists.push(name);
        const type = 'list(string)';
        return new TerraformVariable(stack, name, { type }).listValue;
      }),
    );
    expect(json).not.toMatch(MISREAD);
    for (const name of lists) {
      expect(json).toMatch(new RegExp(`\\bvar\\.${name}\\b`));
    }
  });

  it('is taken as the tags of a role, as a map, and by itself only', () => {
    const roleWith = (tags: (map: Record<string, string>) => Record<string, string>) =>
      synth((stack) => {
        const { value } = new TerraformVariable(stack, 'map', { type: 'map(string)' });
        const props = { assumedBy: 'ecs-tasks.amazonaws.com' } as const;
        new Role(stack, 'Role', { ...props, tags: tags(Token.asStringMap(value)) });
        new Role(stack, 'Any', { ...props, tags: value as never });
      });
    for (const role of roleWith((map) => map).resourcesOf('aws_iam_role')) {
      expect(role.attributes).toMatchObject({ tags: '${var.map}' });
    }
    expect(() => roleWith((map) => ({ ...map, more: 'text' }))).toThrow(
      'Test/Role: the names in tags must be known at synth; got a map that only Terraform knows. ' +
        'Name each entry of tags; its value may be one that only Terraform knows.',
    );
  });

  it('is written out where a Lazy makes it', () => {
    const command = Lazy.listValue({ produce: () => ['echo', 'a "b"'] });
    const template = synth((stack) => void balancedStack(stack, { container: { command } }));
    expect(template.container('jane_server')).toMatchObject({ command: ['echo', 'a "b"'] });
  });
});
