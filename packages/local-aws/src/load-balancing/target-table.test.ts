import { TargetChoice, stickyValue } from './choose-target';
import { afterCheck, HealthChecks } from './health-checks';
import { matches, type ProbeResult } from './health-probe';
import type { TargetGroup } from './target-group';
import { TargetTable, type Target } from './target-table';

const check = {
  protocol: 'HTTP' as const,
  port: 'traffic-port' as const,
  path: '/',
  intervalSeconds: 5,
  timeoutSeconds: 2,
  healthyThreshold: 3,
  unhealthyThreshold: 2,
  matcher: '200',
};
const FAILED = { reason: 'Target.Timeout', description: 'Request timed out' };
const key = (port: number, groupArn = 'g') => ({ groupArn, id: 'i-1', port });
const healthy = (target: Target): Target => {
  target.health = { state: 'healthy' };
  return target;
};

describe('TargetTable', () => {
  it('knows two ports of one host apart', () => {
    const table = new TargetTable();
    const [first, second] = [table.register(key(1)), table.register(key(2))];
    void table.deregister(first, 60_000);
    expect(table.of('g').map(({ port, health }) => [port, health.state])).toEqual([
      [1, 'draining'],
      [2, 'initial'],
    ]);
    expect(table.register(key(2))).toBe(second);
    table.close();
  });

  it('lets a target go when it has drained, and settles', async () => {
    const table = new TargetTable();
    const target = table.register(key(1));
    const gone = table.deregister(target, 1);
    expect(table.deregister(target, 60_000)).toBe(gone);
    await gone;
    expect(table.of('g')).toEqual([]);
    expect(target.health.reason).toBe('Target.NotRegistered');
  });

  it('begins anew when what drains is registered again, and the old wait is over', async () => {
    const table = new TargetTable();
    const old = table.register(key(1));
    const gone = table.deregister(old, 60_000);
    const fresh = table.register(key(1));
    await gone;
    expect(table.has(old)).toBe(false);
    expect(fresh.health.state).toBe('initial');
  });

  it('waits for nothing once it is closed', async () => {
    const table = new TargetTable();
    const [first, second] = [table.register(key(1)), table.register(key(2))];
    const gone = table.deregister(first, 60_000);
    table.close();
    await gone;
    await table.deregister(second, 60_000);
    expect(table.all()).toEqual([]);
  });
});

describe('afterCheck', () => {
  const after = (...results: readonly ProbeResult[]): string[] => {
    const target = new TargetTable().register(key(1));
    return results.map((result) => {
      target.health = afterCheck(target, result, check);
      return target.health.state;
    });
  };

  it('trusts a new target after one check, and later only a row of them', () => {
    expect(after('passed', FAILED, 'passed', FAILED, FAILED)).toEqual([
      ...['healthy', 'healthy', 'healthy', 'healthy', 'unhealthy'],
    ]);
    expect(after(FAILED, FAILED, 'passed', 'passed', FAILED, 'passed', 'passed', 'passed')).toEqual(
      [
        ...[
          'initial',
          'unhealthy',
          'unhealthy',
          'unhealthy',
          'unhealthy',
          'unhealthy',
          'unhealthy',
        ],
        'healthy',
      ],
    );
  });
});

describe('HealthChecks', () => {
  it('say why a target is not used, and begin when it is', async () => {
    const table = new TargetTable();
    const group = { arn: 'g', healthCheck: check } as TargetGroup;
    const unused = { state: 'unused' as const, reason: 'Target.NotInUse' };
    let sight: ConstructorParameters<typeof HealthChecks>[1] = () => ({ unused });
    const asked: unknown[] = [];
    const checks = new HealthChecks(
      table,
      (target) => sight(target),
      (...probed) => {
        asked.push(probed.slice(0, 2));
        return Promise.resolve('passed');
      },
    );
    const target = table.register(key(32_768));
    const until = (state: string): Promise<void> =>
      new Promise((resolve) =>
        table.onChange((changed) => (changed.health.state === state ? resolve() : undefined)),
      );
    await until('unused');
    sight = () => ({ address: '127.0.0.9', group });
    await until('healthy');
    expect(asked).toEqual([['127.0.0.9', 32_768]]);
    expect(target.health).toEqual({ state: 'healthy' });
    checks.close();
  });
});

describe('matches', () => {
  it.each([
    ['200', 200, true],
    ['200', 201, false],
    ['200,302', 302, true],
    ['200-299,404', 250, true],
    ['200-299,404', 404, true],
    ['200-299', 300, false],
    ['', 200, false],
  ])('takes %j and %d for %s', (matcher, status, expected) => {
    expect(matches(matcher, status)).toBe(expected);
  });
});

describe('TargetChoice', () => {
  const table = new TargetTable();
  const ports = (
    choice: TargetChoice,
    groups: { arn: string; weight: number }[],
    cookie?: string,
  ) => Array.from({ length: 4 }, () => choice.choose(groups, cookie)?.port);
  const one = [{ arn: 'g', weight: 1 }];

  it('takes healthy targets in turn, and none that is still registered', () => {
    healthy(table.register(key(1)));
    healthy(table.register(key(2)));
    table.register(key(3));
    expect(ports(new TargetChoice(table), one)).toEqual([1, 2, 1, 2]);
  });

  it('takes all that were checked when none is healthy', () => {
    for (const target of table.of('g').slice(0, 2)) {
      target.health = { state: 'unhealthy', reason: 'Target.Timeout' };
    }
    expect(ports(new TargetChoice(table), one)).toEqual([1, 2, 1, 2]);
  });

  it('shares by weight, and gives a group of weight 0 nothing', () => {
    healthy(table.register(key(9, 'h')));
    const rolls = [0, 0.5, 0.76, 0.99];
    const choice = new TargetChoice(table, () => rolls.shift() ?? 0);
    const groups = [
      { arn: 'g', weight: 3 },
      { arn: 'h', weight: 1 },
    ];
    expect(ports(choice, groups)).toEqual([1, 2, 9, 9]);
    expect(ports(new TargetChoice(table, () => 0), [{ arn: 'g', weight: 0 }])).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });

  it('keeps a client with its target while that one serves', () => {
    const [, second] = table.of('g').map(healthy);
    const cookie = `a=b; AWSALB=${stickyValue(second as Target)}; c=d`;
    expect(ports(new TargetChoice(table), one, cookie)).toEqual([2, 2, 2, 2]);
    void table.deregister(second as Target, 60_000);
    expect(ports(new TargetChoice(table), one, cookie)).not.toContain(2);
    table.close();
  });
});
