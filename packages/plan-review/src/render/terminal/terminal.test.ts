import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTerminal } from './terminal';
import { changeOf, planOf } from '../../testing/fixtures';
import { reviewPlan } from '../../review';

function render(
  name: string,
  options: { color?: boolean; width?: number; listAtMost?: number } = {},
): string {
  const plan: unknown = JSON.parse(
    readFileSync(join(__dirname, '..', '..', 'fixtures', `${name}.json`), 'utf8'),
  );
  const origins = { 'terraform_data.updated': { path: 'Hello/Cluster/Settings/Resource' } };
  return renderTerminal(reviewPlan(plan, { origins }), { color: false, ...options });
}

function renderAddress(address: string): string {
  const change = { address, type: 'aws_vpc', name: 'a', change: { actions: ['create'] } };
  return renderTerminal(reviewPlan({ format_version: '1.2', resource_changes: [change] }), {
    color: false,
  });
}

describe('renderTerminal', () => {
  it('says no changes in one line, and of what', () => {
    expect(render('no-changes')).toBe('No changes.\nstack Hello');
  });

  it('begins with a verdict, worst first', () => {
    const [verdict, about, counts] = render('mixed').split('\n');
    expect(about).toBe('stack Hello');
    expect(verdict).toMatch(/^REVIEW {2}downtime not known, data loss not known, access not known/);
    expect(counts).toBe(
      'Plan: 2 destroy, 2 replace, 1 update, 1 create, 1 forget, 1 move, 1 import, 3 outputs.',
    );
  });

  it('says that a move changes the state only', () => {
    expect(render('moved-only')).toContain('Plan: 1 move (state only: no resource changes).');
    expect(render('moved-only')).toContain('was terraform_data.old_name');
  });

  it('gives the reasons of replacements and destructions', () => {
    const text = render('mixed');
    expect(text).toContain('because of triggers_replace; the old one goes first');
    expect(text).toContain('because of triggers_replace; the new one is made first');
    expect(text).toContain('its index is beyond count');
  });

  it('shows the construct path without its last, silent part, and the address beside it', () => {
    expect(render('mixed')).toContain('~ Hello/Cluster/Settings  terraform_data.updated');
  });

  it('puts the address on a line of its own where the terminal is narrow', () => {
    expect(render('mixed', { width: 40 })).toContain(
      '~ Hello/Cluster/Settings\n      terraform_data.updated',
    );
  });

  it('counts creations by type when there are many', () => {
    expect(render('create', { listAtMost: 7 })).toContain('Create (9)\n  9 × terraform_data');
    expect(render('create', { listAtMost: 8 })).toContain('  + terraform_data.kept');
  });

  it('never counts destructions instead of listing them', () => {
    const text = render('destroy', { listAtMost: 0 });
    expect(text.match(/^ {2}- (terraform_data|Hello)/gm)).toHaveLength(7);
    expect(text).toContain('  - 2 × terraform_data.counted\n      [0], [1]\n');
  });

  it('shows what nobody knows yet inside of an output as such', () => {
    const change = { actions: ['create'], before: null, after: [null, 'b', null] };
    const subnets = { ...change, after_unknown: [true, false, true] };
    const plan = { format_version: '1.2', resource_changes: [], output_changes: { subnets } };
    expect(renderTerminal(reviewPlan(plan), { color: false })).toContain(
      '+ subnets: [(known after apply),"b",(known after apply)]',
    );
  });

  it('says once what several resources open, and names each of them', () => {
    const subnets = ['a', 'b', 'c'].map((name) =>
      changeOf('aws_subnet', null, { map_public_ip_on_launch: true }, { name }),
    );
    const isThere = changeOf('aws_vpc', { a: 1 }, { a: 1 }, { actions: ['no-op'] });
    const text = renderTerminal(reviewPlan(planOf(...subnets, isThere)), { color: false });
    expect(text).toContain(
      'Access (3)\n  widened  aws_subnet.a\n           aws_subnet.b\n           aws_subnet.c\n      Opened',
    );
    expect(text.match(/public IPv4 addresses on launch/g)).toHaveLength(2);
  });

  it('keeps apart what was closed before and what is new', () => {
    const open = { map_public_ip_on_launch: true };
    const plan = planOf(
      changeOf('aws_subnet', null, open, { name: 'new' }),
      changeOf('aws_subnet', { map_public_ip_on_launch: false }, open, { name: 'old' }),
    );
    const text = renderTerminal(reviewPlan(plan), { color: false });
    expect(text).toMatch(/^ {2}widened {2}aws_subnet\.new$/m);
    expect(text).toMatch(/^ {2}widened {2}aws_subnet\.old$/m);
  });

  it('cuts no rule short, however narrow the terminal', () => {
    const rule = {
      security_group_id: 'sg-1',
      ip_protocol: 'tcp',
      from_port: 8000,
      to_port: 8999,
      cidr_ipv4: '203.0.113.0/24',
    };
    const plan = planOf(changeOf('aws_vpc_security_group_ingress_rule', null, rule));
    const text = renderTerminal(reviewPlan(plan), { color: false, width: 40 });
    expect(text).toMatch(/ports 8000-8999/);
    expect(text).toContain('203.0.113.0/24');
    expect(text).not.toMatch(/^ {6}[+] .*…$/m);
  });

  it('counts what was accepted by rule and reason, and shows what is open with its fix', () => {
    const accepted = (id: string, constructPath: string) => ({
      id,
      reason: 'why not',
      constructPath,
    });
    const subnets = ['a', 'b', 'c'].map((name) =>
      changeOf('aws_subnet', null, { map_public_ip_on_launch: true }, { name }),
    );
    const origins = Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [`aws_subnet.${name}`, { path: `Net/${name}/Resource` }]),
    );
    const acknowledgements = [
      accepted('ecs-ec2/public-subnet', 'Net/a'),
      accepted('ecs-ec2/public-subnet', 'Net/b'),
    ];
    const text = renderTerminal(reviewPlan(planOf(...subnets), { origins, acknowledgements }), {
      color: false,
    });
    expect(text).toMatch(/Policy \(\d+ open, 2 accepted\)/);
    expect(text).toContain('  accepted  ecs-ec2/public-subnet  2 places: why not');
    expect(text).toMatch(/(fail|warn|note) {2}ecs-ec2\/public-subnet {2}Net\/c\n[^]*Fix: /);
  });

  it('lists outputs by name with what they become', () => {
    expect(render('mixed')).toContain(
      'Outputs (3)\n  + added: a\n  ~ token: (secret)\n  ~ url: http://one → http://two',
    );
  });

  it('writes escape sequences only when colours are wanted', () => {
    expect(render('mixed')).not.toContain('\u001b');
    expect(render('mixed', { color: true })).toContain('\u001b[31m');
  });

  it('shows control characters of a name as escapes', () => {
    const text = renderAddress('aws_vpc.a["\u001b[2J\u202e\n"]');
    expect(text).toContain('aws_vpc.a["\\u001b[2J\\u202e\\u000a"]');
    expect(text).not.toContain('\u001b');
  });

  it('writes no line that a runner of GitHub Actions would obey', () => {
    const lines = (last: string) => ({ user_data: `one\n::add-mask::a\n##[group]b\n${last}\n` });
    const plan = planOf(changeOf('aws_instance', lines('two'), lines('three')));
    for (const color of [true, false]) {
      const text = renderTerminal(reviewPlan(plan), { color });
      expect(text).toContain(': :add-mask::a');
      expect(text).toContain('# #[group]b');
      expect(text).not.toContain('##[');
    }
  });

  it('warns about a plan that terraform could not finish', () => {
    const errored = { format_version: '1.2', resource_changes: [], errored: true };
    expect(renderTerminal(reviewPlan(errored), { color: false })).toContain('cannot be applied');
    const deferred = { format_version: '1.2', resource_changes: [], complete: false };
    expect(renderTerminal(reviewPlan(deferred), { color: false })).toContain('plan again');
  });

  it('names what was changed outside terraform', () => {
    const drift = {
      address: 'aws_vpc.a',
      type: 'aws_vpc',
      name: 'a',
      change: { actions: ['update'], before: { a: 1 }, after: { a: 2 } },
    };
    const plan = { format_version: '1.2', resource_changes: [], resource_drift: [drift] };
    expect(renderTerminal(reviewPlan(plan), { color: false })).toContain(
      'Changed outside Terraform (1)\n  aws_vpc.a: changed',
    );
  });
});
