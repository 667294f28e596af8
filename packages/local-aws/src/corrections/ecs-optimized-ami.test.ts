import { jsonBody } from '../gateway/aws-response';
import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { FakeMoto } from '../testing/fake-moto';
import { ecsOptimizedAmi, resolveImage } from './ecs-optimized-ami';

const NAME = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended';
const moto = new FakeMoto({
  GetParameter: { Parameter: { Value: 'ami-user' } },
  GetParameters: { Parameters: [{ Name: '/mine' }], InvalidParameters: [] },
});
const ask = async (action: string, input: object): Promise<Record<string, unknown>> =>
  jsonBody(
    await correct(
      [ecsOptimizedAmi()],
      internalCall('ssm', 'eu-west-1', action, { ...input }),
      (call) => moto.answer(call),
    ),
  );

describe('ecsOptimizedAmi', () => {
  it('names an AMI in every form of the parameter', async () => {
    const id = (await ask('GetParameter', { Name: `${NAME}/image_id` }))['Parameter'] as {
      Value: string;
      ARN: string;
    };
    expect(id.Value).toMatch(/^ami-[0-9a-f]{17}$/);
    expect(id.ARN).toBe(`arn:aws:ssm:eu-west-1::parameter${NAME}/image_id`);
    const whole = (await ask('GetParameter', { Name: NAME }))['Parameter'] as { Value: string };
    expect(JSON.parse(whole.Value)).toMatchObject({ image_id: id.Value, os: 'Amazon Linux 2023' });
  });

  it('has another AMI for arm64 and for Amazon Linux 2', async () => {
    const names = ['amazon-linux-2023', 'amazon-linux-2023/arm64', 'amazon-linux-2'];
    const answers = await ask('GetParameters', {
      Names: names.map((name) => `/aws/service/ecs/optimized-ami/${name}/recommended/image_id`),
    });
    const values = (answers['Parameters'] as { Value: string }[]).map(({ Value }) => Value);
    expect(new Set(values).size).toBe(3);
  });

  it('has one AMI of Bottlerocket for each architecture', async () => {
    const ids = await Promise.all(
      ['x86_64', 'arm64'].map(async (architecture) => {
        const Name = `/aws/service/bottlerocket/aws-ecs-2/${architecture}/latest/image_id`;
        return (await ask('GetParameter', { Name }))['Parameter'] as { Value: string };
      }),
    );
    expect(new Set(ids.map(({ Value }) => Value)).size).toBe(2);
    for (const { Value } of ids) {
      expect(Value).toMatch(/^ami-[0-9a-f]{17}$/);
    }
  });

  it('leaves other parameters to moto, also in the same call', async () => {
    expect(await ask('GetParameter', { Name: '/mine' })).toEqual({
      Parameter: { Value: 'ami-user' },
    });
    const both = await ask('GetParameters', { Names: [NAME, '/mine'] });
    expect((both['Parameters'] as { Name: string }[]).map(({ Name }) => Name)).toEqual([
      NAME,
      '/mine',
    ]);
  });
});

describe('resolveImage', () => {
  it('resolves public and own parameters, and passes AMI ids', async () => {
    expect(await resolveImage(moto.client, 'eu-west-1', `resolve:ssm:${NAME}/image_id`)).toMatch(
      /^ami-/,
    );
    expect(await resolveImage(moto.client, 'eu-west-1', 'resolve:ssm:/mine:3')).toBe('ami-user');
    expect(await resolveImage(moto.client, 'eu-west-1', 'ami-1')).toBe('ami-1');
  });
});
