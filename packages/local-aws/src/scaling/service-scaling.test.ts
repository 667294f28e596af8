import type { ScaledState } from '../ecs/scalable-services';
import { FakeMoto } from '../testing/fake-moto';
import { ServiceScaling } from './service-scaling';

const RESOURCE = 'service/c/s';
const KEY = `us-east-1 ${RESOURCE}`;
const POLICY = {
  PolicyARN: 'arn:policy',
  PolicyName: 'p',
  ResourceId: RESOURCE,
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 50 },
};
/** An alarm that somebody set by hand: one task more, or less. */
const alarm = (comparison: string, name: string) => `
  <member><AlarmName>${name}</AlarmName><StateValue>ALARM</StateValue><ActionsEnabled>true</ActionsEnabled>
  <AlarmActions><member>arn:policy:createdBy/1</member></AlarmActions><MetricName>M</MetricName><Namespace>N</Namespace>
  <Statistic>Average</Statistic><Period>60</Period><EvaluationPeriods>1</EvaluationPeriods><Threshold>50</Threshold>
  <ComparisonOperator>${comparison}</ComparisonOperator></member>`;
const [HIGH, LOW] = [alarm('GreaterThanThreshold', 'high'), alarm('LessThanThreshold', 'low')];

const setUp = (members: string, given: Partial<ScaledState> = {}, target: object = {}) => {
  const state = { desired: 2, running: 2, isDeploying: false, ...given };
  const moto = new FakeMoto({
    DescribeScalingPolicies: { ScalingPolicies: [POLICY] },
    DescribeScalableTargets: { ScalableTargets: [{ MinCapacity: 1, MaxCapacity: 4, ...target }] },
    DescribeAlarms: `<MetricAlarms>${members}</MetricAlarms>`,
    GetMetricData: '',
    SetAlarmState: '',
  });
  const scaling = new ServiceScaling({
    moto: moto.client,
    services: {
      taskDefinitionOf: () => 'arn:td',
      stateOf: () => state,
      setDesired: (_region, _cluster, _service, count) => (state.desired = count),
    },
    metrics: { publish: () => Promise.resolve() },
    minuteSeconds: 60,
    notice: () => undefined,
    log: () => undefined,
  });
  scaling.watch('us-east-1');
  return { state, scaling, moto };
};
const reasons = (scaling: ServiceScaling) =>
  scaling.activities
    .of(KEY)
    .map(({ StatusCode, NotScaledReasons }) => NotScaledReasons?.[0]?.Code ?? StatusCode);

describe('the scaling of a service', () => {
  it('adds a task, and says so until it runs', async () => {
    const { state, scaling } = setUp(HIGH);
    await scaling.look();
    expect(state.desired).toBe(3);
    await scaling.describe('us-east-1');
    expect(reasons(scaling)).toEqual(['InProgress']);
    state.running = 3;
    await scaling.describe('us-east-1');
    expect(scaling.activities.of(KEY)).toMatchObject([
      { StatusCode: 'Successful', StatusMessage: expect.stringContaining('fulfilled by ecs') },
    ]);
  });

  it('takes no task away while the service deploys, and adds some even then', async () => {
    const shrinking = setUp(LOW, { isDeploying: true });
    await shrinking.scaling.look();
    expect(shrinking.state.desired).toBe(2);
    expect(reasons(shrinking.scaling)).toEqual(['TargetServicePutResourceAsUnscalable']);
    const growing = setUp(HIGH, { isDeploying: true });
    await growing.scaling.look();
    expect(growing.state.desired).toBe(3);
    const quiet = setUp(LOW);
    await quiet.scaling.look();
    expect(quiet.state.desired).toBe(1);
  });

  it.each([
    ['in', LOW, { DynamicScalingInSuspended: true }],
    ['out', HIGH, { DynamicScalingOutSuspended: true }],
  ])('does nothing where scaling %s is suspended', async (_, members, SuspendedState) => {
    const { state, scaling } = setUp(members, {}, { SuspendedState });
    await scaling.look();
    expect([state.desired, reasons(scaling)]).toEqual([2, []]);
  });

  it('says once that there is no more to add or to take away', async () => {
    const full = setUp(HIGH, { desired: 4 });
    await full.scaling.look();
    expect(reasons(full.scaling)).toEqual(['AlreadyAtMaxCapacity']);
    const least = setUp(LOW, { desired: 1 });
    await least.scaling.look();
    expect(reasons(least.scaling)).toEqual(['AlreadyAtMinCapacity']);
  });

  it('acts once on a state that was set by hand, and then on what the metric says', async () => {
    const { state, scaling, moto } = setUp(HIGH);
    await scaling.look();
    await scaling.look();
    expect(state.desired).toBe(3);
    expect(moto.seen('SetAlarmState').map(({ parameters }) => parameters['StateValue'])).toEqual([
      'INSUFFICIENT_DATA',
    ]);
  });

  it('asks no more where there is no policy left', async () => {
    const { scaling, moto } = setUp('');
    const none = new FakeMoto({ DescribeScalingPolicies: { ScalingPolicies: [] } });
    moto.answer = none.answer.bind(none);
    await scaling.look();
    await scaling.look();
    expect(none.seen('DescribeScalingPolicies')).toHaveLength(1);
  });
});
