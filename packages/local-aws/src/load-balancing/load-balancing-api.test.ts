import { recogniseCall } from '../gateway/aws-call';
import { correct } from '../gateway/correction';
import { LoopbackAddresses } from '../hosts/loopback-addresses';
import { FakeMoto } from '../testing/fake-moto';
import { signedWith } from '../testing/signed-headers';
import { balancerTargets, loadBalancers } from './load-balancing-api';
import { LoadBalancers } from './load-balancers';

const PREFIX = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:';
const NET = `${PREFIX}loadbalancer/app/tcp/50dc6c495c0c9188`;
const GROUP = `${PREFIX}targetgroup/g/943f017f100becff`;
const instance = (id: string, vpc: string): string =>
  `<item><instancesSet><item><instanceId>${id}</instanceId><vpcId>${vpc}</vpcId>` +
  '<instanceState><name>running</name></instanceState></item></instancesSet></item>';
const subnet = (zone: string): string =>
  `<item><availabilityZone>${zone}</availabilityZone></item>`;

/** What moto says of one Network Load Balancer whose listener forwards to one group. */
const ANSWERS = {
  DescribeLoadBalancers:
    `<LoadBalancers><member><LoadBalancerArn>${NET}</LoadBalancerArn><LoadBalancerName>tcp</LoadBalancerName>` +
    '<Type>network</Type><DNSName>tcp-1.us-east-1.elb.amazonaws.com</DNSName></member></LoadBalancers>',
  DescribeListeners:
    `<Listeners><member><ListenerArn>${NET.replace(':loadbalancer', ':listener')}/1</ListenerArn>` +
    '<Protocol>UDP</Protocol><Port>53</Port></member></Listeners>',
  DescribeRules:
    '<Rules><member><Priority>default</Priority><Actions><member><Type>forward</Type>' +
    `<TargetGroupArn>${GROUP}</TargetGroupArn></member></Actions></member></Rules>`,
  DescribeTargetGroups:
    `<TargetGroups><member><TargetGroupArn>${GROUP}</TargetGroupArn><Port>80</Port><VpcId>vpc-1</VpcId>` +
    '<Protocol>TCP</Protocol></member></TargetGroups>',
  DescribeInstances: `<reservationSet>${instance('i-1', 'vpc-1')}${instance('i-2', 'vpc-2')}</reservationSet>`,
};

describe('the calls of load balancers', () => {
  const subnets: string[] = [];
  const moto = new FakeMoto({ ...ANSWERS });
  const notices: string[] = [];
  const balancers = new LoadBalancers({
    moto: moto.client,
    addresses: new LoopbackAddresses('127.0.0.11'),
    hostOf: () => undefined,
    notice: (text) => notices.push(text),
    log: () => undefined,
  });
  afterAll(() => balancers.close());

  const call = async (action: string, parameters: Record<string, string> = {}): Promise<string> => {
    const headers = {
      authorization: signedWith('A', 'elasticloadbalancing'),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const form = new URLSearchParams({ Action: action, Version: '2015-12-01', ...parameters });
    const zones = new FakeMoto({
      ...ANSWERS,
      DescribeSubnets: `<subnetSet>${subnets.map(subnet).join('')}</subnetSet>`,
    });
    const corrections = [
      balancerTargets({ balancers, moto: moto.client }),
      loadBalancers({ balancers, moto: zones.client }),
    ];
    const request = recogniseCall('POST', '/', headers, Buffer.from(form.toString()));
    return (await correct(corrections, request, (given) => moto.answer(given))).body.toString();
  };
  const zonesOf = (...zones: readonly string[]): void =>
    void subnets.splice(0, subnets.length, ...zones);
  const target = (id: string, port = '80') => ({
    TargetGroupArn: GROUP,
    'Targets.member.1.Id': id,
    'Targets.member.1.Port': port,
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ['an Application Load Balancer in one zone', ['a'], {}, 'At least two subnets'],
    ['two subnets of one zone', ['a', 'a'], { Type: 'network' }, 'in the same Availability Zone'],
  ])('refuses %s', async (_, zones, more, words) => {
    zonesOf(...zones);
    const asked = { 'Subnets.member.1': 's', Name: 'web', ...more };
    await expect(call('CreateLoadBalancer', asked)).rejects.toThrow(words);
  });

  it('refuses TLS without a certificate', async () => {
    const asked = { LoadBalancerArn: NET, Protocol: 'TLS', Port: '443' };
    await expect(call('CreateListener', asked)).rejects.toThrow('A certificate must be specified');
  });

  it('takes a network balancer in one zone, by the ARN of its type and with an address for a name', async () => {
    zonesOf('a');
    await call('CreateLoadBalancer', { 'Subnets.member.1': 's', Type: 'network' });
    const net = NET.replace('/app/', '/net/');
    const described = await call('DescribeLoadBalancers', { 'LoadBalancerArns.member.1': net });
    expect(described).toContain(`<LoadBalancerArn>${net}</LoadBalancerArn>`);
    expect(described).toContain('<DNSName>127.0.0.111</DNSName>');
    expect(moto.seen('DescribeLoadBalancers').at(-1)?.parameters).toMatchObject({
      'LoadBalancerArns.member.1': NET,
    });
    expect(notices).toEqual([expect.stringContaining('UDP is not emulated')]);
  });

  it('refuses a group that another balancer has', async () => {
    const other = NET.replace('/app/tcp/', '/app/other/');
    await expect(
      call('CreateListener', {
        LoadBalancerArn: other,
        Protocol: 'TCP',
        'DefaultActions.member.1.TargetGroupArn': GROUP,
      }),
    ).rejects.toThrow('cannot be associated with more than one load balancer');
  });

  it.each([
    ['i-9', '80', "not valid instances: 'i-9'"],
    ['i-2', '80', "not in the target group VPC 'vpc-1': 'i-2'"],
    ['i-1', '0', 'must be a valid port'],
    ['i-1', '80x', 'must be a valid port'],
  ])('refuses the target %s:%s', async (id, port, words) => {
    await expect(call('RegisterTargets', target(id, port))).rejects.toThrow(words);
  });

  it('refuses targets of a group that nobody made', async () => {
    const asked = { ...target('i-1'), TargetGroupArn: `${GROUP}0` };
    await expect(call('RegisterTargets', asked)).rejects.toThrow('target groups not found');
  });

  it('tells two ports of an instance apart, and what is no target', async () => {
    await call('RegisterTargets', target('i-1', '32768'));
    await call('RegisterTargets', target('i-1', '32769'));
    await call('DeregisterTargets', target('i-1', '32768'));
    const all = await call('DescribeTargetHealth', { TargetGroupArn: GROUP });
    const found = [...all.matchAll(/<Port>(\d+)<\/Port>.*?<State>(\w+)</g)];
    expect(found.map(([, ...is]) => is)).toEqual([
      ['32768', 'draining'],
      ['32769', 'initial'],
    ]);
    expect(await call('DescribeTargetHealth', target('i-1', '99'))).toContain(
      '<State>unused</State><Reason>Target.NotRegistered</Reason>',
    );
  });
});
