import { createApplyView, operationCount, type ApplyView } from './apply-view';

function hook(type: string, addr: string, action = 'create'): { type: string; hook: object } {
  return { type, hook: { resource: { addr }, action } };
}

function view(total = 2): { view: ApplyView; pass: (seconds: number) => void } {
  let now = 0;
  return {
    view: createApplyView({
      total,
      color: false,
      constructPaths: {
        'aws_vpc.a': 'Hello/Network/Resource',
        'aws_subnet.s': 'Hello/Network/Subnet',
      },
      now: () => now,
    }),
    pass: (seconds) => {
      now += seconds * 1000;
    },
  };
}

describe('createApplyView', () => {
  it('gives what is done once, with its time and position', () => {
    const { view: apply, pass } = view();
    expect(apply.accept(hook('apply_start', 'aws_vpc.a'))).toBeUndefined();
    pass(12);
    expect(apply.accept(hook('apply_complete', 'aws_vpc.a'))).toBeUndefined();
    expect(apply.finished()).toBe('  [1/2] + Hello/Network  created  12 s');
    expect(apply.finished()).toBeUndefined();
  });

  it('gives what ran alone, and was waited for, a line of its own', () => {
    const { view: apply, pass } = view(4);
    for (const address of ['aws_subnet.s', 'aws_subnet.t']) {
      apply.accept(hook('apply_start', address));
    }
    pass(2);
    for (const address of ['aws_subnet.s', 'aws_subnet.t']) {
      apply.accept(hook('apply_complete', address));
    }
    for (const time of [0, 2]) {
      apply.accept(hook('apply_start', 'aws_vpc.a'));
      pass(time);
      apply.accept(hook('apply_complete', 'aws_vpc.a'));
    }
    expect(apply.finished()?.split('\n')).toEqual([
      '  [3/4] + 3 created: Hello/Network/Subnet 2.0 s, aws_subnet.t 2.0 s, Hello/Network',
      '  [4/4] + Hello/Network  created  2.0 s',
    ]);
  });

  it('gives what was done since the last time together', () => {
    const { view: apply } = view(3);
    apply.accept(hook('apply_complete', 'aws_vpc.a'));
    apply.finished();
    apply.accept(hook('apply_complete', 'aws_subnet.s[0]'));
    apply.accept(hook('apply_complete', 'aws_subnet.s[1]'));
    expect(apply.finished()).toBe('  [3/3] + 2 created in Hello/Network: Subnet, Subnet');
  });

  it('writes what a provisioner says, without what would steer the terminal', () => {
    const { view: apply } = view();
    const say = (output: string) =>
      apply.accept({
        type: 'provision_progress',
        hook: { resource: { addr: 'x.y' }, provisioner: 'local-exec', output },
      } as never);
    expect(say('one\n\ntwo \u001b[31mred\u001b[0m\u0007')).toBe('      | one\n      | two red');
    expect(say('')).toBeUndefined();
    expect(say('Executing: ["/bin/sh" "-c" "npx x"]')).toBeUndefined();
  });

  it('writes a line when one fails and counts it apart', () => {
    const { view: apply } = view();
    apply.accept(hook('apply_start', 'aws_vpc.a', 'update'));
    expect(apply.accept(hook('apply_errored', 'aws_vpc.a', 'update'))).toContain(
      '✗ Hello/Network  failed',
    );
    expect([apply.done, apply.failed]).toEqual([0, 1]);
  });

  it('names what runs, with instances under their construct', () => {
    const { view: apply, pass } = view();
    apply.accept(hook('apply_start', 'aws_vpc.a'));
    pass(3);
    apply.accept(hook('apply_start', 'aws_subnet.s[1]'));
    expect(apply.running()).toBe('Hello/Network 3.0 s, Hello/Network/Subnet 0.0 s');
  });

  it('keeps the two halves of a replacement apart', () => {
    const { view: apply } = view();
    apply.accept(hook('apply_start', 'x.y', 'delete'));
    apply.accept(hook('apply_complete', 'x.y', 'delete'));
    apply.accept(hook('apply_start', 'x.y', 'create'));
    expect(apply.running()).toBe('x.y 0.0 s');
    apply.accept(hook('apply_complete', 'x.y', 'create'));
    expect(apply.finished()).toMatch(
      /\[1\/2\] - x\.y {2}destroyed.*\n.*\[2\/2\] \+ x\.y {2}created/,
    );
  });

  it('never counts beyond the total', () => {
    const { view: apply } = view(0);
    apply.accept(hook('apply_complete', 'x.y'));
    expect(apply.finished()).toContain('[1/1]');
  });

  it.each([
    { type: 'version' },
    { type: 'apply_start', hook: {} },
    hook('apply_complete', 'data.x.y', 'read'),
    { type: 'outputs', outputs: {} },
  ])('is silent about %j', (message) => {
    const { view: apply } = view();
    expect([apply.accept(message), apply.finished()]).toEqual([undefined, undefined]);
  });
});

describe('operationCount', () => {
  it('counts a replacement twice and what needs no operation not at all', () => {
    const counts = {
      create: 1,
      update: 1,
      replace: 2,
      destroy: 1,
      moved: 9,
      imported: 9,
      forgotten: 9,
      read: 9,
    };
    expect(operationCount(counts)).toBe(7);
  });
});
