import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { TerraformOutput } from 'cdktf';
import { arnText } from '../fixtures/environment-text';
import { referenceStack } from '../fixtures/reference-stack';
import { synth } from './synth';

const template = synth((stack) => {
  referenceStack(stack);
  new TerraformOutput(stack, 'url', { value: 'http://x' });
});

/** What a failing expectation says, without colours. */
function failure(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message.replace(/\u001b\[\d+m/g, '');
  }
  throw new Error('the expectation held');
}

describe('toHaveResourceCount', () => {
  it('counts by name and by class, in a template and in JSON', () => {
    expect(template).toHaveResourceCount('aws_subnet', 3);
    expect(template).toHaveResourceCount(Vpc, 1);
    expect(template.json).toHaveResourceCount(EcsService, 1);
    expect(template).not.toHaveResourceCount(EcsService, 2);
    expect(template.at('Network')).toHaveResourceCount(EcsService, 0);
  });

  it('says what there is', () => {
    expect(failure(() => expect(template).toHaveResourceCount(Vpc, 2))).toBe(
      'expected 2 of aws_vpc; got 1: Network/Resource',
    );
  });

  it('takes nothing else', () => {
    expect(failure(() => expect(3).toHaveResourceCount(Vpc, 2))).toBe(
      'expect() must get a Template or Terraform JSON; got number.',
    );
  });
});

describe('toHaveResourceAt', () => {
  it('compares some attributes, also within lists and with other matchers', () => {
    expect(template).toHaveResourceAt('Service');
    expect(template).toHaveResourceAt('Service/Resource', {
      desired_count: 1,
      deployment_circuit_breaker: { rollback: true },
      ordered_placement_strategy: [expect.anything(), { field: 'instanceId' }],
    });
    expect(template).not.toHaveResourceAt('Service', { desired_count: 2 });
    expect(template).not.toHaveResourceAt('Service', { desiredCount: 1 });
    expect(template).not.toHaveResourceAt('Services');
  });

  it('says what is different, and what a resource has', () => {
    const message = failure(() =>
      expect(template).toHaveResourceAt('Service', {
        desired_count: 2,
        name: 'jane_app_service',
        x: 1,
      }),
    );
    expect(message).toContain('at Service\n  desired_count: expected 2; got 1\n');
    expect(message).toContain('  x: expected 1; got none\nIt has ');
    expect(message).not.toContain('  name:');
    expect(failure(() => expect(template).not.toHaveResourceAt('Service'))).toContain('but it has');
  });

  it('says which paths there are', () => {
    expect(failure(() => expect(template).toHaveResourceAt('Cluster/Host'))).toBe(
      'nothing at Cluster/Host; got Cluster/Hosts, Cluster/Resource.',
    );
  });
});

describe('toHaveContainer', () => {
  it('compares some keys of a container', () => {
    expect(template).toHaveContainer('jane_server', {
      memoryReservation: 256,
      portMappings: [{ hostPort: 80 }],
    });
    expect(template).not.toHaveContainer('jane_server', { memoryReservation: 512 });
    expect(template).not.toHaveContainer('other');
  });

  it('says what is different, and which containers there are', () => {
    expect(
      failure(() => expect(template).toHaveContainer('jane_server', { memoryReservation: 1 })),
    ).toContain('container jane_server\n  memoryReservation: expected 1; got 256\nIt has ');
    expect(failure(() => expect(template).toHaveContainer('other'))).toBe(
      'expected exactly one container other; got jane_server.',
    );
  });
});

describe('toAllow', () => {
  const repository = arnText(
    'ecr',
    `repository/\${${template.resource('aws_ecr_repository').address}.name}`,
  );

  it('looks for every action on every resource', () => {
    expect(template).toAllow({ actions: ['ecr:BatchGetImage'] });
    expect(template).toAllow({ actions: ['ecr:BatchGetImage'], resources: [repository] });
    expect(template).toAllow({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] });
    expect(template).not.toAllow({ actions: ['ecr:BatchGetImage', 'ecr:PutImage'] });
    expect(template).not.toAllow({ actions: ['ecr:BatchGetImage'], resources: ['*'] });
    expect(template.at('Network')).not.toAllow({ actions: ['ecr:BatchGetImage'] });
  });

  it('looks at conditions where they are asked for', () => {
    const actions = ['ecs:Poll'];
    const onCluster = { ArnEquals: { 'ecs:cluster': expect.stringContaining('aws_ecs_cluster') } };
    expect(template).toAllow({ actions, conditions: onCluster });
    expect(template).not.toAllow({
      actions,
      conditions: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    });
  });

  it('says what is missing, and what is allowed', () => {
    const missing = failure(() =>
      expect(template.at('Task')).toAllow({
        actions: ['ecr:BatchGetImage', 's3:GetObject'],
        resources: ['a'],
      }),
    );
    expect(missing).toContain(
      'expected to allow ecr:BatchGetImage on a, s3:GetObject on a; the policies allow\n  Task/',
    );
    expect(failure(() => expect(template).not.toAllow({ actions: ['ecs:Poll'] }))).toContain(
      'expected not to allow ecs:Poll, but\n',
    );
    expect(failure(() => expect(template.at('Network')).toAllow({ actions: ['s3:*'] }))).toContain(
      'nothing',
    );
  });
});

describe('toHaveNoWildcardResources', () => {
  const withStatement = (statement: object) =>
    synth((stack) => {
      const policy = JSON.stringify({
        Statement: { Effect: 'Allow', Action: 's3:GetObject', ...statement },
      });
      new IamRolePolicy(stack, 'Policy', { role: 'r', policy });
    });

  it('lets actions through that IAM knows no narrower resource for, and those excepted', () => {
    expect(template).toHaveNoWildcardResources();
    expect(template).not.toHaveNoWildcardResources({ except: [] });
    expect(withStatement({ Resource: '*' })).toHaveNoWildcardResources({ except: ['s3:Get*'] });
    expect(withStatement({ Resource: '*', Effect: 'Deny' })).toHaveNoWildcardResources();
  });

  it.each([
    { Resource: '*' },
    { Resource: ['arn:aws:s3:::a', '*'] },
    { Resource: 'arn:aws:s3:::*' },
    { Resource: 'arn:${data.aws_partition.P.partition}:ecs:eu-west-1:1:*' },
    { NotResource: 'arn:aws:s3:::a' },
    { Action: undefined, NotAction: 'iam:*', Resource: '*' },
    { Action: ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage'], Resource: '*' },
    { Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
  ])('finds %j', (statement) => {
    expect(withStatement(statement)).not.toHaveNoWildcardResources();
  });

  it.each([
    { Resource: 'arn:aws:s3:::a/*' },
    { Resource: '${aws_s3_bucket.b.arn}/*' },
    { Resource: 'arn:aws:logs:eu-west-1:1:log-group:/a:*' },
    { Resource: '*', Condition: { ArnEquals: { 'ecs:cluster': 'arn' } } },
    { Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/Team': 'a' } } },
  ])('accepts %j', (statement) => {
    expect(withStatement(statement)).toHaveNoWildcardResources();
  });

  it('shows the statement and where it stands', () => {
    expect(
      failure(() =>
        expect(withStatement({ Resource: '*' })).toHaveNoWildcardResources({ except: ['a:b'] }),
      ),
    ).toBe(
      'expected no statement on every resource, except for a:b; got\n' +
        '  Policy: {"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}',
    );
    expect(failure(() => expect(template).not.toHaveNoWildcardResources())).toContain('got none');
  });
});

describe('toHaveUserDataLine', () => {
  it('looks for a whole line, or an expression within one', () => {
    expect(template).toHaveUserDataLine(/^ECS_CLUSTER=/);
    expect(template).toHaveUserDataLine('#!/bin/bash', 'Cluster/Hosts');
    expect(template).not.toHaveUserDataLine('#!/bin');
  });

  it('shows the user data', () => {
    const message = failure(() => expect(template).toHaveUserDataLine('ECS_CLUSTER=x'));
    expect(message).toContain('with the line "ECS_CLUSTER=x"; got\n#!/bin/bash\n');
    expect(failure(() => expect(template).not.toHaveUserDataLine('#!/bin/bash'))).toContain(
      'without',
    );
  });
});

describe('toCreateBefore', () => {
  it('follows references between paths and addresses', () => {
    expect(template).toCreateBefore('Network', 'Service');
    expect(template).toCreateBefore('Network', template.resource('aws_ecs_service').address);
    expect(template).not.toCreateBefore('Service', 'Cluster/Hosts');
  });

  it('says what the second depends on', () => {
    expect(failure(() => expect(template).toCreateBefore('Service', 'Network'))).toBe(
      'expected Network to depend on Service, directly or not; it depends on nothing',
    );
    expect(failure(() => expect(template).not.toCreateBefore('Network', 'Service'))).toBe(
      'expected Service not to depend on Network, but it does',
    );
  });
});

describe('toHaveOutput', () => {
  it('compares the value where one is given', () => {
    expect(template).toHaveOutput('url');
    expect(template).toHaveOutput('url', expect.stringContaining('http'));
    expect(template).not.toHaveOutput('url', 'y');
    expect(template).not.toHaveOutput('other');
  });

  it('says what there is', () => {
    expect(failure(() => expect(template).toHaveOutput('url', 'y'))).toBe(
      'expected output url to be "y"; got "http://x"',
    );
    expect(failure(() => expect(template).toHaveOutput('other'))).toBe('no output other; got url.');
  });
});
