import { correct, type Correction } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { FakeMoto } from '../testing/fake-moto';
import { classicLoadBalancers } from './classic-load-balancers';
import { instanceGroups } from './instance-groups';
import { scalingPolicies } from './scaling-policies';

const ask = async (
  correction: Correction,
  moto: FakeMoto,
  action: string,
  parameters: Record<string, string> = {},
): Promise<string> => {
  const call = internalCall(correction.service, 'us-east-1', action, parameters);
  return (await correct([correction], call, (given) => moto.answer(given))).body.toString();
};

describe('scalingPolicies', () => {
  const policies = ['a', 'b']
    .map(
      (name) =>
        `<member><AutoScalingGroupName>g</AutoScalingGroupName><PolicyName>${name}</PolicyName></member>`,
    )
    .join('');

  it('tells of every policy whether it is enabled', async () => {
    const moto = new FakeMoto({ DescribePolicies: policies });
    const correction = scalingPolicies();
    const put = (Enabled: string) =>
      ask(correction, moto, 'PutScalingPolicy', {
        AutoScalingGroupName: 'g',
        PolicyName: 'b',
        Enabled,
      });
    const told = async () =>
      [...(await ask(correction, moto, 'DescribePolicies')).matchAll(/<Enabled>(\w+)</g)].map(
        ([, is]) => is,
      );
    expect(await told()).toEqual(['true', 'true']);
    await put('false');
    expect(await told()).toEqual(['true', 'false']);
    await put('true');
    expect(await told()).toEqual(['true', 'true']);
  });
});

describe('classicLoadBalancers', () => {
  it.each([
    ['<Enabled>false</Enabled>', '300'],
    ['<Enabled>true</Enabled><Timeout>20</Timeout>', '20'],
  ])('tells the timeout of %s', async (draining, timeout) => {
    const moto = new FakeMoto({
      DescribeLoadBalancerAttributes: `<ConnectionDraining>${draining}</ConnectionDraining>`,
    });
    const told = await ask(classicLoadBalancers(), moto, 'DescribeLoadBalancerAttributes');
    expect(/<Timeout>(\d+)<\/Timeout><\/ConnectionDraining>/.exec(told)?.[1]).toBe(timeout);
  });

  it('gives each a health check that has none', async () => {
    const one = (name: string, more: string): string =>
      `<member><LoadBalancerName>${name}</LoadBalancerName>${more}</member>`;
    const moto = new FakeMoto({
      DescribeLoadBalancers: `<LoadBalancerDescriptions>${one('a', '<InstancePort>81</InstancePort>')}${one('b', '<HealthCheck><Target>HTTP:1/</Target></HealthCheck>')}</LoadBalancerDescriptions>`,
    });
    const told = await ask(classicLoadBalancers(), moto, 'DescribeLoadBalancers');
    expect([...told.matchAll(/<Target>([^<]+)</g)].map(([, target]) => target)).toEqual([
      'TCP:81',
      'HTTP:1/',
    ]);
  });
});

describe('instanceGroups', () => {
  it('gives an instance the groups of its interface', async () => {
    const moto = new FakeMoto({});
    await ask(instanceGroups(), moto, 'RunInstances', {
      'NetworkInterface.1.SecurityGroupId.1': 'sg-1',
      'NetworkInterface.2.SecurityGroupId.1': 'sg-2',
    });
    expect(moto.seen('RunInstances')[0]?.parameters).toMatchObject({ 'SecurityGroupId.1': 'sg-1' });
  });
});
