import { servicesInState } from './state-services';

const arn = (name: string, cluster = 'shop', region = 'eu-west-1') =>
  `arn:aws:ecs:${region}:111122223333:service/${cluster}/${name}`;

interface Resource {
  readonly mode?: string;
  readonly module?: string;
  readonly type?: string;
  readonly name?: string;
  readonly instances: readonly object[];
}

function state(...resources: readonly Resource[]): string {
  return JSON.stringify({
    version: 4,
    serial: 7,
    lineage: 'x',
    resources: resources.map((resource) => ({
      mode: 'managed',
      type: 'aws_ecs_service',
      name: 'this',
      ...resource,
    })),
  });
}

const attributes = (id: string, change: object = {}) => ({
  id,
  name: id.split('/').at(-1),
  cluster: 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop',
  launch_type: 'EC2',
  ...change,
});

describe('servicesInState', () => {
  it('finds services of any module, count and for_each, each with its cluster and region', () => {
    const text = state(
      { instances: [{ attributes: attributes(arn('web')) }] },
      {
        module: 'module.shop["eu"].module.inner',
        instances: [
          { index_key: 0, attributes: attributes(arn('a')) },
          { index_key: 1, attributes: attributes(arn('b', 'other', 'us-east-1')) },
        ],
      },
      { name: 'each', instances: [{ index_key: 'k.1', attributes: attributes(arn('c')) }] },
    );
    expect(servicesInState(text, 'f')).toEqual([
      expect.objectContaining({
        address: 'aws_ecs_service.this',
        service: 'web',
        cluster: 'shop',
        region: 'eu-west-1',
        accountId: '111122223333',
      }),
      expect.objectContaining({
        address: 'module.shop["eu"].module.inner.aws_ecs_service.this[0]',
        service: 'a',
      }),
      expect.objectContaining({ service: 'b', cluster: 'other', region: 'us-east-1' }),
      expect.objectContaining({ address: 'aws_ecs_service.each["k.1"]', service: 'c' }),
    ]);
  });

  it('takes a service of Fargate like any other', () => {
    const fargate = attributes(arn('web'), { launch_type: 'FARGATE' });
    expect(servicesInState(state({ instances: [{ attributes: fargate }] }), 'f')).toHaveLength(1);
  });

  it('takes the cluster of an old ARN from the attribute, in any partition', () => {
    const old = attributes('arn:aws-cn:ecs:cn-north-1:111122223333:service/web');
    expect(servicesInState(state({ instances: [{ attributes: old }] }), 'f')).toEqual([
      expect.objectContaining({ service: 'web', cluster: 'shop', region: 'cn-north-1' }),
    ]);
  });

  it('leaves out data sources, other types, and what is only to be destroyed', () => {
    const one = { attributes: attributes(arn('web')) };
    const text = state(
      { mode: 'data', instances: [one] },
      { type: 'aws_ecs_cluster', instances: [one] },
      { name: 'replaced', instances: [{ ...one, deposed: '1a2b3c4d' }] },
    );
    expect(servicesInState(text, 'f')).toEqual([]);
  });

  it.each([
    ['', 'f is empty'],
    ['[', 'f is not JSON'],
    ['null', 'JSON without a version'],
    ['{"version":3,"modules":[]}', 'got version 3'],
    ['{"format_version":"1.0","values":{}}', 'what `terraform show -json` writes of a state'],
    ['{"format_version":"1.2","planned_values":{}}', 'of a plan'],
    ['<?xml version="1.0"?>', 'f is not JSON'],
  ])('says what %j is instead of a state', (text, words) => {
    expect(() => servicesInState(text, 'f')).toThrow(words);
  });

  it('names the resource whose ARN is none', () => {
    const text = state({ instances: [{ attributes: attributes('web') }] });
    expect(() => servicesInState(text, 'f')).toThrow(
      "aws_ecs_service.this has no ARN of an ECS service; got 'web'",
    );
  });
});
