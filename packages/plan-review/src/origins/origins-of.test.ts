import type { PlanReview } from '../model';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { namedByConstruct } from './named-by-construct';
import { originsOf } from './origins-of';

const commented = (comment: object): object => ({ '//': comment });

describe('originsOf', () => {
  it('reads construct paths of resources and data sources', () => {
    const stack = {
      resource: { aws_vpc: { a: commented({ metadata: { path: 'Hello/Vpc' } }), b: {} } },
      data: { aws_ami: { c: commented({ metadata: { path: 'Hello/Image' } }) } },
    };
    expect(originsOf(stack).origins).toEqual({
      'aws_vpc.a': { path: 'Hello/Vpc' },
      'data.aws_ami.c': { path: 'Hello/Image' },
    });
  });

  it.each([
    ['new HelloStack (apps/infra/src/hello-stack.ts:41:5)', 'apps/infra/src/hello-stack.ts:41'],
    ['apps/infra/src/main.ts:7:1', 'apps/infra/src/main.ts:7'],
    ['at Object.<anonymous> (file:///w/src/main.ts:7:1)', '/w/src/main.ts:7'],
  ])('reads the source line of %s', (frame, source) => {
    const stackTrace = ['new Vpc (/w/node_modules/x/lib/vpc.js:1:1)', 'node:internal/x:1:1', frame];
    const metadata = { path: 'Hello/Vpc', stackTrace };
    const { origins } = originsOf({ resource: { aws_vpc: { a: commented({ metadata }) } } });
    expect(origins['aws_vpc.a']).toEqual({ path: 'Hello/Vpc', source });
  });

  it('reads acknowledgements of the stack and of a resource', () => {
    const one = { id: 'A', reason: 'r', expires: '2027-01-01', constructPath: 'Hello/Hosts' };
    const two = { id: 'B', reason: 's' };
    const stack = {
      ...commented({ metadata: {}, acknowledgements: [one, { id: 'no reason' }, 7] }),
      resource: {
        aws_vpc: { a: commented({ metadata: { path: 'Hello/Vpc' }, acknowledgements: [two] }) },
      },
    };
    expect(originsOf(stack).acknowledgements).toEqual([
      one,
      { ...two, constructPath: 'Hello/Vpc' },
    ]);
  });

  it.each([undefined, null, 7, [], { resource: [] }, { resource: { aws_vpc: 1 } }])(
    'finds nothing in %j',
    (stack) => {
      expect(originsOf(stack)).toMatchObject({ origins: {}, acknowledgements: [] });
    },
  );
});

describe('namedByConstruct', () => {
  const origins = {
    'aws_security_group.Hosts_1': { path: 'Hello/Hosts/SecurityGroup/Resource' },
    'aws_iam_role.a': { path: 'Hello/Role' },
  };
  const rule = (name: string, group: string) =>
    changeOf(
      'aws_vpc_security_group_ingress_rule',
      null,
      {
        security_group_id: group,
        ip_protocol: 'tcp',
        from_port: 80,
        to_port: 80,
        cidr_ipv4: '0.0.0.0/0',
      },
      { name },
    );

  it('names the construct in the columns of a row, and leaves what the row is about', () => {
    const plan = {
      ...planOf(
        changeOf('aws_security_group', null, { name: 'x' }, { name: 'Hosts_1' }),
        rule('r', 'sg-1'),
      ),
      configuration: {
        root_module: {
          resources: [
            {
              address: 'aws_vpc_security_group_ingress_rule.r',
              mode: 'managed',
              name: 'r',
              type: 'aws_vpc_security_group_ingress_rule',
              expressions: { security_group_id: { references: ['aws_security_group.Hosts_1.id'] } },
            },
          ],
        },
      },
    };
    const groups = (of: Parameters<typeof reviewPlan>[1]) =>
      reviewPlan(plan, of).security.changes.map(({ address, after }) => [
        address,
        after?.['group'],
      ]);
    const [[address, group] = []] = groups({ origins });
    expect(address).toBe('aws_vpc_security_group_ingress_rule.r');
    expect([group, groups({})[0]?.[1]]).not.toContain(undefined);
    expect(group).toBe(
      String(groups({})[0]?.[1]).replace('aws_security_group.Hosts_1', 'Hello/Hosts/SecurityGroup'),
    );
  });

  it('keeps the key of an instance, and text that only looks like an address', () => {
    const facts = {
      changes: [
        {
          effects: [
            {
              text: 'aws_iam_role.a[0] and aws_iam_role.ab use module.m.aws_iam_role.a, see docs_x.y',
              severity: 'info' as const,
            },
          ],
        },
      ],
      security: { accessWidened: 'no' as const, changes: [] },
      findings: { findings: [], unusedAcknowledgements: [] },
    } as unknown as PlanReview;
    expect(namedByConstruct(facts, origins).changes[0]?.effects[0]?.text).toBe(
      'Hello/Role[0] and aws_iam_role.ab use module.m.aws_iam_role.a, see docs_x.y',
    );
  });
});
