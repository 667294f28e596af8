import { reviewPlan } from '../../review';
import { changeOf, planOf } from '../../testing/fixtures';
import { renderTerminal } from './terminal';

const topics = Array.from({ length: 20 }, (_, index) =>
  changeOf('aws_sns_topic', null, { name: `t${index}` }, { name: `t${index}` }),
);
const subnets = ['a', 'b'].map((name) =>
  changeOf(
    'aws_subnet',
    null,
    { cidr_block: '10.0.0.0/24', map_public_ip_on_launch: true },
    { name },
  ),
);
const rule = (group: Readonly<Record<string, string>> = {}) =>
  changeOf('aws_vpc_security_group_ingress_rule', null, {
    ...group,
    ...{ ip_protocol: 'tcp', cidr_ipv4: '0.0.0.0/0', from_port: 80, to_port: 80 },
  });
const instance = changeOf('aws_instance', null, { instance_type: 't3.micro' });
const origins = Object.fromEntries(
  ['a', 'b'].map((name) => [`aws_subnet.${name}`, { path: `App/Network/${name}/Resource` }]),
);
const text = (...changes: ReturnType<typeof changeOf>[]): string =>
  renderTerminal(reviewPlan(planOf(...topics, ...changes), { origins, priceRegion: 'us-east-1' }), {
    color: false,
  });

describe('a first deployment in the terminal', () => {
  it('says what holds several things that let somebody in once', () => {
    expect(text(...subnets)).toMatch(
      /^ {2}\+ a, b of App\/Network: setting public IPv4 addresses on launch {2}value yes$/m,
    );
  });

  it('counts among the creations what stands whole under access, and nothing else', () => {
    const told = text(rule(), ...subnets);
    expect(told).toMatch(/ports 80 {2}peer 0\.0\.0\.0\/0$/m);
    expect(told).not.toContain('cidr_ipv4');
    expect(told).toContain('2 × aws_subnet: cidr_block 10.0.0.0/24');
    // A group that is there already: then not everything is new.
    expect(text(rule({ security_group_id: 'sg-1' }))).toContain('cidr_ipv4 0.0.0.0/0');
  });

  it('leaves no gap where nothing new has a price', () => {
    const service = changeOf('aws_ecs_service', null, { name: 'web', desired_count: 1 });
    const review = reviewPlan(planOf(service), { priceRegion: 'us-east-1' });
    const told = renderTerminal(review, { color: false });
    expect(told).toMatch(/^Cost: /m);
    expect(told).toMatch(/\S$/);
  });

  it('says the reason once for all that has no price', () => {
    const log = changeOf('aws_cloudwatch_log_group', null, {});
    const odd = changeOf('aws_instance', null, { instance_type: 'odd.metal' }, { name: 'odd' });
    expect(text(log, instance, odd).replaceAll(/\n +/g, ' ')).toContain(
      'not priced: aws_instance.odd (the catalogue has no price of odd.metal); ' +
        'log lines, data transfer (by use); 20 × aws_sns_topic (the catalogue has no price of it)',
    );
  });
});
