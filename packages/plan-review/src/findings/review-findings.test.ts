import type { AcknowledgementInput } from '../model';
import type { JsonObject } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { reviewPlan } from '../review';
import { failedFindings } from './failed-findings';
import { reviewFindings } from './review-findings';

const plan: PlanJson = {
  format_version: '1.2',
  resource_changes: [
    {
      address: 'aws_launch_template.t',
      type: 'aws_launch_template',
      name: 't',
      change: { actions: ['create'], before: null, after: { monitoring: [{ enabled: true }] } },
    },
    {
      address: 'aws_subnet.s[0]',
      type: 'aws_subnet',
      name: 's',
      index: 0,
      change: { actions: ['create'], before: null, after: { map_public_ip_on_launch: true } },
    },
  ],
};
const origins = {
  'aws_launch_template.t': { path: 'Hello/Hosts/LaunchTemplate' },
  'aws_subnet.s': { path: 'Hello/Network/Subnet' },
};
const accept = (more: Partial<AcknowledgementInput> = {}): AcknowledgementInput => ({
  id: 'ecs-ec2/public-subnet',
  reason: 'no NAT gateway',
  constructPath: 'Hello/Network',
  ...more,
});
const review = (acknowledgements: readonly AcknowledgementInput[] = []) =>
  reviewFindings(plan, { origins, acknowledgements, today: new Date('2026-11-23T12:00:00Z') });

test('findings name the resource and the construct, the serious ones first', () => {
  expect(review().findings).toMatchObject([
    {
      ruleId: 'ecs-ec2/imdsv2-required',
      level: 'fail',
      constructPath: 'Hello/Hosts/LaunchTemplate',
    },
    {
      ruleId: 'ecs-ec2/public-subnet',
      level: 'warn',
      address: 'aws_subnet.s[0]',
      constructPath: 'Hello/Network/Subnet',
    },
  ]);
});

test.each([
  ['its own id', 'ecs-ec2/public-subnet'],
  ['the id of Checkov', 'CKV_AWS_130'],
  ['the id of Trivy', 'AWS-0164'],
])('an acknowledgement by %s covers everything below its construct, and is shown', (_, id) => {
  const { findings, unusedAcknowledgements } = review([accept({ id })]);
  expect(findings[1]?.acknowledged).toEqual({ ...accept({ id }), expired: false });
  expect(unusedAcknowledgements).toEqual([]);
});

test.each([
  ['another construct', accept({ constructPath: 'Hello/Hosts' })],
  ['a construct whose name only starts alike', accept({ constructPath: 'Hello/Net' })],
  ['another rule', accept({ id: 'CKV_AWS_8' })],
])('an acknowledgement for %s covers nothing and is named as unused', (_, acknowledgement) => {
  const { findings, unusedAcknowledgements } = review([acknowledgement]);
  expect(findings.every(({ acknowledged }) => acknowledged === undefined)).toBe(true);
  expect(unusedAcknowledgements).toEqual([{ ...acknowledgement, expired: false }]);
});

test('only serious findings that nobody accepts fail, and an acknowledgement that expired accepts nothing', () => {
  const serious = { id: 'CKV_AWS_79', constructPath: 'Hello' };
  expect(failedFindings(review())).toHaveLength(1);
  expect(failedFindings(review([accept({ ...serious, expires: '2026-11-24' })]))).toEqual([]);
  const expired = review([accept({ ...serious, expires: '2026-11-23' })]);
  expect(failedFindings(expired)).toMatchObject([{ acknowledged: { expired: true } }]);
});

const openTo = (port: number, actions: readonly string[] = ['no-op']): PlanJson => {
  const values = { ip_protocol: 'tcp', from_port: port, to_port: port, cidr_ipv4: '0.0.0.0/0' };
  const address = 'aws_vpc_security_group_ingress_rule.open';
  return {
    format_version: '1.2',
    resource_changes: [
      {
        address,
        type: 'aws_vpc_security_group_ingress_rule',
        name: 'open',
        change: { actions, before: actions[0] === 'create' ? null : values, after: values },
      },
    ],
  };
};

describe('what the plan does not touch', () => {
  test('is left out and counted, and listed where all are asked for; either way it fails nothing', () => {
    const plan = openTo(22);
    const touched = reviewFindings(plan);
    expect(touched.findings).toEqual([]);
    expect(touched.untouched).toBeGreaterThan(0);
    const all = reviewFindings(plan, { findings: 'all' });
    expect(all.findings).toHaveLength(touched.untouched ?? 0);
    expect(all.findings.every(({ untouched }) => untouched === true)).toBe(true);
    expect(all.findings.some(({ level }) => level === 'fail')).toBe(true);
    expect([...failedFindings(touched), ...failedFindings(all)]).toEqual([]);
  });

  test.each([['create'], ['update'], ['delete', 'create']])(
    'is not what it does with %j',
    (...actions) => {
      expect(failedFindings(reviewFindings(openTo(22, actions)))).toHaveLength(1);
    },
  );

  test('is not what it takes over from somewhere else', () => {
    const [change] = openTo(22).resource_changes ?? [];
    if (change === undefined) {
      throw new Error('no change');
    }
    const imported = {
      format_version: '1.2',
      resource_changes: [{ ...change, change: { ...change.change, importing: { id: 'sgr-1' } } }],
    };
    expect(failedFindings(reviewFindings(imported))).toHaveLength(1);
  });

  test('is not what it leaves bare: a network whose flow log goes', () => {
    const vpc = { id: 'vpc-1' };
    const log = { vpc_id: 'vpc-1' };
    const withLog = (actions: readonly string[], after: typeof log | null): PlanJson => ({
      format_version: '1.2',
      resource_changes: [
        {
          address: 'aws_vpc.v',
          type: 'aws_vpc',
          name: 'v',
          change: { actions: ['no-op'], before: vpc, after: vpc },
        },
        {
          address: 'aws_flow_log.l',
          type: 'aws_flow_log',
          name: 'l',
          change: { actions, before: log, after },
        },
      ],
    });
    expect(reviewFindings(withLog(['delete'], null)).findings).toMatchObject([
      { ruleId: 'ecs-ec2/flow-logs', address: 'aws_vpc.v' },
    ]);
    expect(reviewFindings(withLog(['no-op'], log)).findings).toEqual([]);
  });

  test('is still accepted, so that nobody is told to remove the acceptance', () => {
    const input = { id: 'CKV_AWS_24', reason: 'the way in', address: '*' };
    expect(
      reviewFindings(openTo(22), { acknowledgements: [input] }).unusedAcknowledgements,
    ).toEqual([]);
  });
});

describe('what the plan brings about', () => {
  const listener = (before: JsonObject, after: JsonObject): PlanJson => ({
    format_version: '1.2',
    resource_changes: [
      {
        address: 'aws_lb_listener.l',
        type: 'aws_lb_listener',
        name: 'l',
        change: { actions: ['update'], before, after },
      },
    ],
  });
  const forward = { default_action: [{ type: 'forward' }] };
  const old = { ...forward, protocol: 'HTTPS', ssl_policy: 'ELBSecurityPolicy-2016-08' };
  const current = { ...old, ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' };

  test.each([
    ['a listener without TLS', listener(current, { ...forward, protocol: 'HTTP' })],
    ['a TLS policy of 2016', listener(current, old)],
  ])('%s is new, and makes the plan one to review', (_name, plan) => {
    const review = reviewPlan(plan);
    expect(review.findings.findings).toMatchObject([{ level: 'warn', introduced: true }]);
    expect(review.verdict.level).not.toBe('SAFE');
    expect(review.verdict.reasons.join()).toContain('aws_lb_listener.l breaks a rule that it kept');
  });

  test('a TLS policy where nothing is encrypted means nothing', () => {
    const redirect = { default_action: [{ type: 'redirect' }], protocol: 'HTTP' };
    const named = { ...redirect, ssl_policy: 'ELBSecurityPolicy-2016-08' };
    expect(reviewPlan(listener(redirect, named)).findings.findings).toEqual([]);
  });

  test('what was so before is shown, and is not new', () => {
    const { findings } = reviewFindings(listener(old, { ...old, port: 8443 }));
    expect(findings).toHaveLength(1);
    expect(findings[0]).not.toHaveProperty('introduced');
  });

  test('a secret that the masking recognises is found, once where a rule knows its place', () => {
    const script = Buffer.from('#!/bin/sh\nexport DB_PASSWORD=hunter2hunter2\n').toString('base64');
    const definitions = [{ name: 'web', environment: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }];
    const made = (type: string, after: JsonObject): PlanJson => ({
      format_version: '1.2',
      resource_changes: [
        {
          address: `${type}.a`,
          type,
          name: 'a',
          change: { actions: ['create'], before: null, after },
        },
      ],
    });
    const secrets = (plan: PlanJson) =>
      reviewPlan(plan)
        .findings.findings.filter(({ ruleId }) => ruleId.includes('secret'))
        .map(({ ruleId, detail }) => `${ruleId} ${detail}`);
    expect(secrets(made('aws_instance', { user_data: script }))).toEqual([
      'ecs-ec2/no-secrets-in-values user_data',
    ]);
    const task = { container_definitions: JSON.stringify(definitions) };
    expect(secrets(made('aws_ecs_task_definition', task))).toEqual([
      'ecs-ec2/no-plain-secrets web DB_PASSWORD',
    ]);
  });
});
