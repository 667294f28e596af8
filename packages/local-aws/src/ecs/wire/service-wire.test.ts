import { beginDeployment } from '../deployments';
import type { Service } from '../service';
import type { Task } from '../task';
import { serviceWire } from './service-wire';

const service = (given: Record<string, unknown>): Service => {
  const made: Service = {
    name: 's',
    arn: 'arn:aws:ecs:us-east-1:123456789012:service/c/s',
    clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/c',
    createdAt: 1_700_000_000_500,
    status: 'ACTIVE',
    desiredCount: 1,
    configuration: {
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      circuitBreaker: { enable: true, rollback: false },
    },
    placementStrategy: [{ type: 'spread', field: 'instanceId' }],
    placementConstraints: [],
    given,
    tags: [{ key: 'a', value: 'b' }],
    deployments: [],
    events: [],
  };
  beginDeployment(made, {
    taskDefinitionArn: 'arn:td:1',
    family: 'td',
    revision: 1,
    containerDefinitions: [],
  });
  return made;
};

describe('serviceWire', () => {
  it('writes times in seconds and tells the placement strategy back', () => {
    expect(serviceWire(service({}), [], { withTags: false })).toMatchObject({
      createdAt: 1_700_000_000.5,
      placementStrategy: [{ type: 'spread', field: 'instanceId' }],
      taskDefinition: 'arn:td:1',
      deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS', desiredCount: 1 }],
    });
  });

  it('has no network configuration when none was given: an empty one crashes the Terraform provider', () => {
    expect(serviceWire(service({}), [], { withTags: false })).not.toHaveProperty(
      'networkConfiguration',
    );
  });

  it.each([[undefined], [[]]])(
    'has a launch type when the capacity provider strategy is %j',
    (capacityProviderStrategy) => {
      const wire = serviceWire(service({ capacityProviderStrategy, launchType: 'EC2' }), [], {
        withTags: false,
      });
      expect(wire).toHaveProperty('launchType', 'EC2');
      expect(wire).not.toHaveProperty('capacityProviderStrategy');
    },
  );

  it('shows tags only to those who ask', () => {
    expect(serviceWire(service({}), [], { withTags: false })).not.toHaveProperty('tags');
    expect(serviceWire(service({}), [], { withTags: true })).toHaveProperty('tags', [
      { key: 'a', value: 'b' },
    ]);
  });

  it.each(['DEACTIVATING', 'STOPPING'] as const)(
    'counts a task that is %s as running where it ran, and not where it could not start',
    (lastStatus) => {
      const task = { lastStatus, desiredStatus: 'STOPPED', startedBy: 'nobody' };
      const wire = (more: object): Record<string, unknown> =>
        serviceWire(service({}), [{ ...task, ...more } as Task], { withTags: false });
      expect(wire({ startedAt: 1 })).toMatchObject({ runningCount: 1, pendingCount: 0 });
      expect(wire({})).toMatchObject({ runningCount: 0, pendingCount: 0 });
    },
  );
});
