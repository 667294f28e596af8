import { firstShift, nextShift, waitMs, type Shift, type ShiftFacts } from './lifecycle';
import { strategyWire, trafficSteps, type StrategyConfiguration } from './strategy';

const MINUTE_MS = 60_000;

/** Lets a clock run, a second at each look, and remembers when each stage and each step began. */
function timeline(
  configuration: StrategyConfiguration,
  more: Partial<ShiftFacts> = {},
): readonly string[] {
  const steps = trafficSteps(configuration);
  const seen: string[] = [];
  let shift: Shift = firstShift(false);
  for (let now = 0; shift.stage !== 'CLEAN_UP' && now < 100 * MINUTE_MS; now += 1000) {
    const facts: ShiftFacts = {
      now,
      minuteMs: MINUTE_MS,
      steps,
      bakeMinutes: configuration.bakeTimeInMinutes ?? 0,
      hasSource: true,
      reconciled: true,
      scaledUp: true,
      moved: true,
      ...more,
    };
    const next = nextShift(shift, facts);
    if (next.stage !== shift.stage || next.step !== shift.step) {
      const percent = next.stage === 'PRODUCTION_TRAFFIC_SHIFT' ? steps[next.step]?.percent : '';
      seen.push(`${Math.floor(now / MINUTE_MS)}: ${next.stage} ${percent}`.trim());
    }
    shift = next;
  }
  return seen;
}

describe('the stages of a deployment', () => {
  it('come in the order of AWS, and only the bake time of blue/green takes its minutes', () => {
    expect(timeline({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 })).toEqual([
      '0: SCALE_UP',
      '0: POST_SCALE_UP',
      '0: TEST_TRAFFIC_SHIFT',
      '0: POST_TEST_TRAFFIC_SHIFT',
      '0: PRODUCTION_TRAFFIC_SHIFT 100',
      '0: POST_PRODUCTION_TRAFFIC_SHIFT',
      '0: BAKE_TIME',
      '5: CLEAN_UP',
    ]);
  });

  it('move equal steps with time between them, and wait for nothing after the last', () => {
    const linearConfiguration = { stepPercent: 40, stepBakeTimeInMinutes: 3 };
    const seen = timeline({ strategy: 'LINEAR', linearConfiguration, bakeTimeInMinutes: 2 });
    expect(seen.slice(4)).toEqual([
      '0: PRODUCTION_TRAFFIC_SHIFT 40',
      '3: PRODUCTION_TRAFFIC_SHIFT 80',
      '6: PRODUCTION_TRAFFIC_SHIFT 100',
      '6: POST_PRODUCTION_TRAFFIC_SHIFT',
      '6: BAKE_TIME',
      '8: CLEAN_UP',
    ]);
  });

  it('move a few requests first, then all others', () => {
    const canaryConfiguration = { canaryPercent: 0.5, canaryBakeTimeInMinutes: 4 };
    const seen = timeline({ strategy: 'CANARY', canaryConfiguration, bakeTimeInMinutes: 0 });
    expect(seen.slice(4, 6)).toEqual([
      '0: PRODUCTION_TRAFFIC_SHIFT 0.5',
      '4: PRODUCTION_TRAFFIC_SHIFT 100',
    ]);
    expect(seen.at(-1)).toBe('4: CLEAN_UP');
  });

  it('have nothing to move and nothing to bake for a first revision', () => {
    const seen = timeline({ strategy: 'LINEAR', bakeTimeInMinutes: 9 }, { hasSource: false });
    expect(seen.map((line) => line.split(' ')[1])).not.toContain('BAKE_TIME');
    expect(seen.filter((line) => line.includes(' PRODUCTION_'))).toHaveLength(1);
    expect(seen.at(-1)).toBe('0: CLEAN_UP');
  });

  it.each([
    ['scaledUp', 'SCALE_UP'],
    ['moved', 'TEST_TRAFFIC_SHIFT'],
  ] as const)('wait where %s is missing, at %s', (fact, stage) => {
    const seen = timeline({ strategy: 'BLUE_GREEN' }, { [fact]: false });
    expect(seen.at(-1)).toBe(`0: ${stage}`);
  });

  it('begin with the order that an interrupted deployment needs', () => {
    const facts = { moved: true, reconciled: false } as ShiftFacts;
    const shift = firstShift(true);
    expect(shift.stage).toBe('RECONCILE_SERVICE');
    expect(nextShift(shift, facts)).toBe(shift);
    expect(nextShift(shift, { ...facts, reconciled: true }).stage).toBe('PRE_SCALE_UP');
  });

  it('say how long they wait, by the length of a minute', () => {
    const shift: Shift = { stage: 'BAKE_TIME', step: 0, waitsSince: 1000 };
    const facts = { bakeMinutes: 5, minuteMs: 2000, now: 4000 } as ShiftFacts;
    expect(waitMs(shift, facts)).toBe(7000);
  });
});

describe('the steps of a strategy', () => {
  it('are those of AWS where nothing is given', () => {
    expect(trafficSteps({ strategy: 'LINEAR' })).toHaveLength(10);
    expect(trafficSteps({ strategy: 'CANARY' })).toEqual([
      { percent: 5, minutes: 10 },
      { percent: 100, minutes: 0 },
    ]);
    expect(strategyWire({ strategy: 'CANARY' })).toMatchObject({
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 10 },
    });
  });

  it('end with all requests, whatever a step is', () => {
    const percents = (stepPercent: number) =>
      trafficSteps({ strategy: 'LINEAR', linearConfiguration: { stepPercent } }).map(
        ({ percent }) => percent,
      );
    expect(percents(33.3)).toEqual([33.3, 66.6, 99.9, 100]);
    expect(percents(50)).toEqual([50, 100]);
    expect(percents(100)).toEqual([100]);
  });
});
