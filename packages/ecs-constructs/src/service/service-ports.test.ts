import { Token } from 'cdktf';
import { referenceStack } from '../fixtures/reference-stack';
import { isEverybody, sensitiveService } from '../network/exposed-ports';
import { Peer } from '../network/peer';
import { synth } from '../testing';
import type { Ec2ServiceProps } from './ec2-service-props';
import '../fixtures/matchers';

type Peers = Pick<Ec2ServiceProps, 'peers' | 'dynamicPortPeers'>;
const open = (mapping: { hostPort?: number; containerPort: number }, who: Peers) => {
  const template = synth(
    (stack) =>
      void referenceStack(stack, {
        container: { portMappings: [mapping] },
        service: { peers: undefined, ...who },
      }),
  );
  const rules = template
    .resourcesOf('aws_vpc_security_group_ingress_rule')
    .map(
      ({ attributes: rule }) => `${rule['cidr_ipv4'] ?? rule['cidr_ipv6']} ${rule['from_port']}`,
    );
  return { rules, warnings: template.warnings };
};
const anyone = { peers: [Peer.anyIpv4()], dynamicPortPeers: [Peer.anyIpv4()] };

describe('a static host port', () => {
  it('is open to nobody unless the service says to whom, and synth names the line that opens it', () => {
    expect(open({ hostPort: 80, containerPort: 80 }, {})).toEqual({
      rules: [],
      warnings: [
        'Test/Service: nobody can reach host port 80/tcp; got no peers. Open to everybody with peers: [Peer.anyIpv4()], or ' +
          'to some with Peer.ipv4 or Peer.securityGroup; peers: [] says that nobody is meant.',
      ],
    });
  });

  it('is closed without a word where that is said', () => {
    expect(open({ hostPort: 80, containerPort: 80 }, { peers: [] })).toEqual({
      rules: [],
      warnings: [],
    });
  });

  it('is open to everybody without a word where that is said, and it serves the web', () => {
    expect(open({ hostPort: 80, containerPort: 8080 }, anyone)).toEqual({
      rules: ['0.0.0.0/0 80'],
      warnings: [],
    });
  });

  it.each([
    [3389, 'RDP'],
    [3306, 'MySQL'],
    [5432, 'PostgreSQL'],
    [6379, 'Redis'],
    [27018, 'MongoDB'],
    [9200, 'Elasticsearch'],
  ])('%i (%s) warns when it is open to everybody, also where it was asked for', (port, name) => {
    const { rules, warnings } = open({ hostPort: port, containerPort: 80 }, anyone);
    expect(rules).toEqual([`0.0.0.0/0 ${port}`]);
    expect(warnings).toEqual([
      `Test/Service: the whole internet can reach host port ${port}/tcp (${name}); got peers with 0.0.0.0/0. ` +
        'Name in peers those who need it, with Peer.securityGroup or Peer.ipv4.',
    ]);
  });

  it.each([
    [5432, 'PostgreSQL'],
    [22, 'SSH'],
    [2375, 'Docker'],
  ])('warns of what listens on %i (%s) behind another host port', (containerPort, name) => {
    const { warnings } = open({ hostPort: 15432, containerPort }, anyone);
    expect(warnings).toEqual([expect.stringContaining(`host port 15432/tcp (${name})`)]);
  });

  it('of a database is nothing to warn of where a group or a network may reach it', () => {
    const peers = [Peer.securityGroup('sg-1'), Peer.ipv4('10.0.0.0/8')];
    expect(open({ hostPort: 5432, containerPort: 5432 }, { peers }).warnings).toEqual([]);
  });
});

describe('the host ports that ECS chooses', () => {
  it('are open to nobody, and synth says so once', () => {
    const { rules, warnings } = open({ containerPort: 80 }, {});
    expect(rules).toEqual([]);
    expect(warnings).toEqual([
      'Test/Service: nobody can reach the host ports that ECS chooses for its tasks; got no dynamicPortPeers. Open to ' +
        'everybody with dynamicPortPeers: [Peer.anyIpv4()], or to some with Peer.ipv4 or Peer.securityGroup; ' +
        'dynamicPortPeers: [] says that nobody is meant.',
    ]);
    expect(open({ containerPort: 80 }, { dynamicPortPeers: [] }).warnings).toEqual([]);
  });

  it('warn when everybody may reach all of them', () => {
    expect(open({ containerPort: 80 }, anyone).warnings).toEqual([
      expect.stringContaining('can reach all of 32768-65535/tcp of every task on the hosts; got'),
    ]);
    expect(open({ containerPort: 6379 }, anyone).warnings).toEqual([
      expect.stringContaining('of every task on the hosts (Redis among them); got'),
    ]);
  });
});

describe('everybody', () => {
  it.each([
    [Peer.anyIpv4(), true],
    [Peer.anyIpv6(), true],
    [Peer.ipv4('0.0.0.0/1'), true],
    [Peer.ipv4('128.0.0.0/1'), true],
    [Peer.ipv6('2000::/3'), true],
    [Peer.ipv4('10.0.0.0/8'), false],
    [Peer.ipv6('2001:db8::/32'), false],
    [Peer.securityGroup('sg-1'), false],
    [Peer.prefixList('pl-1'), false],
    [Peer.ipv4(Token.asString({ resolve: () => '0.0.0.0/0' })), false],
  ])('is %j: %p', (peer, expected) => {
    expect(isEverybody(peer)).toBe(expected);
  });

  it('may reach the ports of web servers', () => {
    expect([80, 443, 3000, 5000, 8000, 8080, 8443].map(sensitiveService)).toEqual(
      Array.from({ length: 7 }, () => undefined),
    );
  });
});
