import { plannedServices, revisionsIn, type PlannedChange } from './planned-services';

const change = (type: string, name: string, values: Partial<PlannedChange>): PlannedChange => ({
  address: `${type}.${name}`,
  type,
  actions: ['create'],
  ...values,
});
const web = change('aws_ecs_service', 'web', { after: { name: 'web' } });
const cluster = (name: string) => change('aws_ecs_cluster', name, { after: { name } });

describe('plannedServices', () => {
  it('looks for a new service in every cluster of the plan while its own is not known', () => {
    expect(plannedServices([web, cluster('a'), cluster('b')])).toEqual([
      { address: 'aws_ecs_service.web', service: 'web', clusters: ['a', 'b'] },
    ]);
    expect(plannedServices([web])[0]?.clusters).toEqual(['default']);
  });

  it('takes the cluster that is known, by name or by ARN, and the revision where one is', () => {
    const arn = 'arn:aws:ecs:eu-west-1:1:cluster/shop';
    const after = { name: 'web', cluster: arn, task_definition: 'web:7' };
    expect(plannedServices([{ ...web, actions: ['update'], after }, cluster('a')])).toEqual([
      expect.objectContaining({ clusters: ['shop'], taskDefinitionArn: 'web:7' }),
    ]);
  });

  it('leaves out what stays as it is and what goes, and data of other types', () => {
    const none = { ...web, actions: ['no-op'] };
    const gone = { ...web, actions: ['delete'], after: undefined };
    expect(plannedServices([none, gone, cluster('a')])).toEqual([]);
  });
});

describe('revisionsIn', () => {
  it('knows the revisions that a plan names, also of services that stay as they are', () => {
    const stays = { ...web, actions: ['no-op'], after: { name: 'web', task_definition: 'web:3' } };
    const family = change('aws_ecs_service', 'api', {
      after: { name: 'api', task_definition: 'api' },
    });
    expect([...revisionsIn([stays, family])]).toEqual([['aws_ecs_service.web', 'web:3']]);
  });
});
