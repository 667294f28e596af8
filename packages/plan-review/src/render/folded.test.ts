import type { Json } from '../plan/json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { foldedChanges, namesOf } from './folded';
import { renderTerminal } from './terminal/terminal';

type Sides = Readonly<Record<string, Json>>;

const instance = (type: string, before: Sides | null, after: Sides | null, address: string) => ({
  ...changeOf(type, before, after),
  address,
});

const foldedOf = (...changes: ReturnType<typeof changeOf>[]) =>
  foldedChanges(reviewPlan(planOf(...changes)).changes);

describe('equal changes', () => {
  it('of instances of a block are one, named by the keys', () => {
    const [folded, ...others] = foldedOf(
      ...['0', '"a]b"', '"x"'].map((key) =>
        instance('aws_sqs_queue', { a: 1 }, { a: 2 }, `module.m.aws_sqs_queue.q[${key}]`),
      ),
    );
    expect(others).toEqual([]);
    expect(folded && namesOf(folded)).toEqual({
      name: 'module.m.aws_sqs_queue.q',
      each: ['["a]b"]', '["x"]', '[0]'],
    });
  });

  it('of several blocks of a type are one for an update, and apart for what goes', () => {
    const at = (name: string, after: Sides | null) =>
      instance('aws_sqs_queue', { a: 1 }, after, `aws_sqs_queue.${name}`);
    expect(foldedOf(at('a', { a: 2 }), at('b', { a: 2 }))).toHaveLength(1);
    expect(foldedOf(at('a', null), at('b', null))).toHaveLength(2);
  });

  it('are not equal when a value, an effect or the order differs', () => {
    const at = (name: string, after: Sides, rest = {}) => ({
      ...changeOf('aws_sqs_queue', { a: 1 }, after, rest),
      address: `aws_sqs_queue.q["${name}"]`,
    });
    expect(foldedOf(at('a', { a: 2 }), at('b', { a: 3 }))).toHaveLength(2);
    const replaced = { actions: ['delete', 'create'], replace_paths: [['a']] };
    const first = { actions: ['create', 'delete'], replace_paths: [['a']] };
    expect(foldedOf(at('a', { a: 2 }, replaced), at('b', { a: 2 }, first))).toHaveLength(2);
  });

  it('are told apart where what differs are two things that a reviewer needs', () => {
    const grant = (key: string, role: string, principal: string) =>
      instance(
        'azurerm_role_assignment',
        null,
        { role_definition_name: role, principal_id: principal, scope: '/s' },
        `azurerm_role_assignment.a["${key}"]`,
      );
    const [together] = foldedOf(grant('a', 'Reader', 'p1'), grant('b', 'Reader', 'p2'));
    expect(together?.differing).toEqual([{ path: 'principal_id', values: ['p1', 'p2'] }]);
    const apart = foldedOf(grant('a', 'Reader', 'p1'), grant('b', 'Owner', 'p2'));
    expect(apart).toHaveLength(2);
    const text = renderTerminal(
      reviewPlan(planOf(grant('a', 'Reader', 'p1'), grant('b', 'Owner', 'p2'))),
      { color: false },
    );
    expect(text).toContain('role_definition_name Owner, principal_id p2, scope /s');
  });

  it('keep the address that each had before', () => {
    const moved = (name: string) => ({
      ...changeOf('aws_vpc', { a: 1 }, { a: 1 }, { name, actions: ['no-op'] }),
      previous_address: `aws_vpc.old_${name}`,
    });
    expect(foldedOf(moved('a'), moved('b'))).toHaveLength(2);
  });
});

describe('many creations in the terminal', () => {
  const topics = Array.from({ length: 20 }, (_, index) =>
    changeOf('aws_sns_topic', null, { name: `t${index}` }, { name: `t${index}` }),
  );
  const group = { policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess', role: 'ops' };

  it('are one line a type, with what a reviewer needs', () => {
    const subnets = ['10.0.0.0/24', '10.0.1.0/24'].map((cidr_block, index) =>
      changeOf('aws_subnet', null, { cidr_block }, { name: `s${index}` }),
    );
    const text = renderTerminal(reviewPlan(planOf(...topics, ...subnets)), { color: false });
    expect(text).toContain('\n  2 × aws_subnet: cidr_block 10.0.0.0/24 | 10.0.1.0/24\n');
    expect(text).toMatch(/\n {2}20 × aws_sns_topic(\n|$)/);
  });

  it('name what gives somebody a right, and to whom', () => {
    const attachment = changeOf('aws_iam_role_policy_attachment', null, group, { name: 'ops' });
    const text = renderTerminal(reviewPlan(planOf(...topics, attachment)), { color: false });
    expect(text).toMatch(
      /\+ aws_iam_role_policy_attachment\.ops\n {8}role ops, policy_arn arn:aws:iam::aws:policy\/AdministratorAccess\n/,
    );
  });
});
