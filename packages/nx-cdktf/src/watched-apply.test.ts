import { plannedResources } from './terraform/planned-resources';
import { resourceEvent } from './terraform/resource-event';

describe('resourceEvent', () => {
  const hook = {
    resource: { addr: 'aws_ecs_service.web', resource_type: 'aws_ecs_service' },
    action: 'create',
  };

  it('takes what Terraform does with a resource, and its id when there is one', () => {
    expect(resourceEvent({ type: 'apply_start', hook })).toEqual({
      kind: 'started',
      address: 'aws_ecs_service.web',
      type: 'aws_ecs_service',
      action: 'create',
    });
    expect(
      resourceEvent({ type: 'apply_complete', hook: { ...hook, id_value: 'arn:x' } }),
    ).toMatchObject({ kind: 'done', id: 'arn:x' });
  });

  it('leaves everything else alone', () => {
    expect(resourceEvent({ type: 'apply_progress', hook })).toBeUndefined();
    expect(resourceEvent({ type: 'apply_start' })).toBeUndefined();
  });
});

describe('plannedResources', () => {
  it('gives the managed resources as they are and as they will be', () => {
    const change = { actions: ['create'], before: null, after: { name: 'web' } };
    const type = 'aws_ecs_service';
    expect(
      plannedResources({
        resource_changes: [
          { mode: 'managed', address: 'aws_ecs_service.web', type, change },
          { mode: 'data', address: 'data.aws_ami.x', type: 'aws_ami', change },
        ],
      }),
    ).toEqual([
      { address: 'aws_ecs_service.web', type, actions: ['create'], after: { name: 'web' } },
    ]);
    expect(plannedResources({})).toEqual([]);
  });
});
