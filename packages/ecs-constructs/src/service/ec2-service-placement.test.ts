import { referenceStack } from '../fixtures/reference-stack';
import { ContainerImage } from '../image/container-image';
import { Peer } from '../network/peer';
import { PlacementConstraint, PlacementStrategy } from '../placement/placement';
import { synth } from '../testing';
import type { Ec2Service } from './ec2-service';
import type { Ec2ServiceProps } from './ec2-service-props';

const withService = (
  service: Partial<Ec2ServiceProps> = {},
  later: (service: Ec2Service) => void = () => undefined,
) => synth((stack) => later(referenceStack(stack, { service }).service));
const attributes = (service?: Partial<Ec2ServiceProps>, later?: (service: Ec2Service) => void) =>
  withService(service, later).resource('aws_ecs_service').attributes;

describe('Ec2Service.addPlacementStrategy', () => {
  const AZ = { type: 'spread', field: 'attribute:ecs.availability-zone' };
  const strategies = (props: Partial<Ec2ServiceProps>, ...added: readonly PlacementStrategy[]) =>
    attributes(props, (service) => {
      for (const strategy of added) {
        service.addPlacementStrategy(strategy);
      }
    })['ordered_placement_strategy'];

  it('takes the place of the default, and then adds one per call', () => {
    expect(strategies({})).toEqual([AZ, { type: 'spread', field: 'instanceId' }]);
    const first = PlacementStrategy.spreadAcrossAvailabilityZones();
    expect(strategies({}, first, PlacementStrategy.packBy('cpu'))).toEqual([
      AZ,
      { type: 'binpack', field: 'cpu' },
    ]);
    expect(strategies({ placementStrategies: [first] }, PlacementStrategy.random())).toEqual([
      AZ,
      { type: 'random' },
    ]);
    expect(strategies({ placementStrategies: [] })).toBeUndefined();
  });

  it('takes five and no more', () => {
    const some = (count: number) =>
      Array.from({ length: count }, (_, i) => PlacementStrategy.spreadAcross(`attribute:a${i}`));
    expect(() => strategies({}, ...some(5))).not.toThrow();
    expect(() => strategies({ placementStrategies: some(6) })).toThrow(
      'Test/Service: ECS takes at most 5 placementStrategies; got 6. Remove some of them.',
    );
  });
});

describe('Ec2Service.addPlacementConstraint', () => {
  it('adds one constraint per call, also to those given at first', () => {
    const placementConstraints = [PlacementConstraint.distinctInstance()];
    const found = attributes({ placementConstraints }, (service) =>
      service.addPlacementConstraint(PlacementConstraint.instanceTypes('t3.micro')),
    );
    expect(found['placement_constraints']).toEqual([
      { type: 'distinctInstance' },
      { type: 'memberOf', expression: 'attribute:ecs.instance-type == t3.micro' },
    ]);
    expect(attributes()).not.toHaveProperty('placement_constraints');
  });

  it('takes ten and no more', () => {
    const some = (count: number) =>
      Array.from({ length: count }, (_, i) => PlacementConstraint.memberOf(`a == ${i}`));
    expect(() => withService({ placementConstraints: some(10) })).not.toThrow();
    expect(() => withService({ placementConstraints: some(11) })).toThrow(
      'Test/Service: ECS takes at most 10 placementConstraints; got 11. Remove some of them.',
    );
  });
});

describe('availability zone rebalancing', () => {
  it('is off where ECS does not allow it', () => {
    const value = (props: Partial<Ec2ServiceProps>) =>
      attributes(props)['availability_zone_rebalancing'];
    expect(value({ maximumPercent: 100, minimumHealthyPercent: 0 })).toBe('DISABLED');
    expect(value({ placementStrategies: [PlacementStrategy.packBy('memory')] })).toBe('DISABLED');
    expect(value({ placementStrategies: [] })).toBe('ENABLED');
    expect(value({ availabilityZoneRebalancing: false })).toBe('DISABLED');
  });

  const zonal = PlacementConstraint.availabilityZones('eu-west-1a');
  const conflict =
    'availabilityZoneRebalancing does not go with a placement constraint on availability zones; ' +
    'got memberOf(attribute:ecs.availability-zone in [eu-west-1a]). Change that, or leave availabilityZoneRebalancing out.';

  it('is off where a constraint ties tasks to zones, of the service or of its task', () => {
    expect(attributes({ placementConstraints: [zonal] })['availability_zone_rebalancing']).toBe(
      'DISABLED',
    );
    const template = synth((stack) =>
      referenceStack(stack).taskDefinition.addPlacementConstraint(zonal),
    );
    expect(template.resource('aws_ecs_service').attributes['availability_zone_rebalancing']).toBe(
      'DISABLED',
    );
  });

  it('is refused with what is added later', () => {
    const asked = { availabilityZoneRebalancing: true };
    expect(() => withService(asked, (service) => service.addPlacementConstraint(zonal))).toThrow(
      `Test/Service: ${conflict}`,
    );
    expect(() =>
      withService(asked, (service) => service.addPlacementStrategy(PlacementStrategy.random())),
    ).toThrow('Test/Service: availabilityZoneRebalancing needs the spread');
    expect(() =>
      synth((stack) =>
        referenceStack(stack, { service: asked }).taskDefinition.addPlacementConstraint(zonal),
      ),
    ).toThrow(`[Test/Service] ${conflict}`);
  });

  it.each([
    [
      { maximumPercent: 100, minimumHealthyPercent: 0 },
      'availabilityZoneRebalancing starts a task before it stops one, so maximumPercent must be above 100; got 100',
    ],
    [
      { placementStrategies: [PlacementStrategy.packBy('cpu')] },
      'availabilityZoneRebalancing needs the spread over availability zones as first strategy; got binpack by cpu',
    ],
  ])('is refused where it was asked for and cannot be', (props, message) => {
    expect(() => withService({ ...props, availabilityZoneRebalancing: true })).toThrow(
      `Test/Service: ${message}`,
    );
  });
});

describe('the ports of a service', () => {
  const rules = (service: Partial<Ec2ServiceProps>) =>
    withService(service)
      .resourcesOf('aws_vpc_security_group_ingress_rule')
      .map(({ attributes: rule }) => rule);

  it('are open to the peers it names', () => {
    const found = rules({ peers: [Peer.ipv4('203.0.113.0/24'), Peer.securityGroup('sg-1')] });
    expect(found).toHaveLength(2);
    expect(found).toContainEqual(
      expect.objectContaining({ cidr_ipv4: '203.0.113.0/24', from_port: 80 }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({ referenced_security_group_id: 'sg-1', from_port: 80 }),
    );
  });

  it('stay closed when it names no peer', () => {
    expect(rules({ peers: [] })).toEqual([]);
  });

  it('are opened for containers that are added after the service', () => {
    const template = synth((stack) => {
      const { taskDefinition } = referenceStack(stack);
      const image = ContainerImage.fromRegistry('nginx:1');
      taskDefinition.addContainer('Late', {
        image,
        portMappings: [{ containerPort: 9, hostPort: 9, protocol: 'udp' }],
      });
    });
    const ports = template.resourcesOf('aws_vpc_security_group_ingress_rule');
    expect(
      ports.map(({ attributes: rule }) => `${rule['from_port']}/${rule['ip_protocol']}`).sort(),
    ).toEqual(['80/tcp', '9/udp']);
    const service = template.resource('aws_ecs_service').address;
    expect(ports.every(({ address }) => template.createdBefore(address, service))).toBe(true);
  });

  it('are not opened when ECS chooses them', () => {
    const template = synth((stack) =>
      referenceStack(stack, {
        container: { portMappings: [{ containerPort: 80 }] },
        service: { desiredCount: 2 },
      }),
    );
    expect(template.resourcesOf('aws_vpc_security_group_ingress_rule')).toEqual([]);
  });

  it('are opened, all that ECS may choose from and once, when it is said who may reach them', () => {
    const template = synth((stack) => {
      const { taskDefinition } = referenceStack(stack, {
        container: { portMappings: [{ containerPort: 80 }, { containerPort: 81 }] },
        service: { dynamicPortPeers: [Peer.ipv4('10.0.0.0/16')] },
      });
      taskDefinition.addContainer('Ranges', {
        image: ContainerImage.fromRegistry('nginx:1'),
        containerPortRanges: [{ from: 9000, to: 9001, protocol: 'udp' }],
      });
    });
    const found = template.resourcesOf('aws_vpc_security_group_ingress_rule');
    expect(
      found.map(({ attributes: { ip_protocol, from_port, to_port, cidr_ipv4 } }) => [
        ip_protocol,
        from_port,
        to_port,
        cidr_ipv4,
      ]),
    ).toEqual([
      ['tcp', 32768, 65535, '10.0.0.0/16'],
      ['udp', 32768, 65535, '10.0.0.0/16'],
    ]);
  });
});
