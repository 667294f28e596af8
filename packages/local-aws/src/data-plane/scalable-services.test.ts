import { jsonBody } from '../gateway/aws-response';
import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { FakeMoto } from '../testing/fake-moto';
import { scalableServices } from './scalable-services';

const ID = 'service/c/web';
const setUp = (taskDefinition: string | undefined) => {
  const moto = new FakeMoto({
    RegisterScalableTarget: { ScalableTargetARN: 'arn:target' },
    DescribeScalableTargets: { ScalableTargets: [{ MinCapacity: 2, MaxCapacity: 5 }] },
    DeregisterScalableTarget: {},
    CreateService: {},
    DeleteService: {},
  });
  const limits: unknown[] = [];
  const corrections = scalableServices(
    moto.client,
    { taskDefinitionOf: () => taskDefinition },
    (...given) => limits.push(given),
  );
  const send = async (action: string, input: object = {}) => {
    const service = 'application-autoscaling';
    const call = internalCall(service, 'us-east-1', action, { ...input });
    return jsonBody(await correct(corrections, call, (one) => moto.answer(one)));
  };
  return { moto, limits, send };
};
const TARGET = { ServiceNamespace: 'ecs', ResourceId: ID };

describe('scalableServices', () => {
  it('lets a target be registered for a service that exists, and keeps its count in the limits', async () => {
    const { moto, limits, send } = setUp('arn:td');
    await send('RegisterScalableTarget', { ...TARGET, MinCapacity: 2, MaxCapacity: 5 });
    expect(moto.seen('CreateService')).toHaveLength(1);
    expect(limits).toEqual([['us-east-1', ID, { MinCapacity: 2, MaxCapacity: 5 }]]);
    await send('DeregisterScalableTarget', TARGET);
    expect(moto.seen('DeleteService')).toHaveLength(1);
  });

  it('refuses one for a service that does not exist, as AWS does', async () => {
    const { send } = setUp(undefined);
    await expect(send('RegisterScalableTarget', TARGET)).rejects.toMatchObject({
      code: 'ValidationException',
      message: `ECS service doesn't exist: ${ID}`,
    });
  });

  it('leaves targets of other services to moto', async () => {
    const { moto, send } = setUp(undefined);
    await send('RegisterScalableTarget', { ServiceNamespace: 'dynamodb', ResourceId: 'table/t' });
    expect(moto.seen('RegisterScalableTarget')).toHaveLength(1);
  });

  it('keeps the tags of a target', async () => {
    const { send } = setUp('arn:td');
    await send('RegisterScalableTarget', { ...TARGET, Tags: { a: '1', b: '2' } });
    await send('TagResource', { ResourceARN: 'arn:target', Tags: { b: '3', c: '4' } });
    await send('UntagResource', { ResourceARN: 'arn:target', TagKeys: ['a'] });
    expect(await send('ListTagsForResource', { ResourceARN: 'arn:target' })).toEqual({
      Tags: { b: '3', c: '4' },
    });
  });
});
