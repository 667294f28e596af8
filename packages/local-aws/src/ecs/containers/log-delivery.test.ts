import { AwsError } from '../../gateway/aws-response';
import { FakeMoto } from '../../testing/fake-moto';
import { LogDelivery } from './log-delivery';

const container = (options: Record<string, string>) => ({
  name: 'web',
  image: 'i',
  logConfiguration: { logDriver: 'awslogs', options },
});
const OPTIONS = { 'awslogs-group': '/g', 'awslogs-stream-prefix': 'p' };
const deliveries: LogDelivery[] = [];
afterEach(() => deliveries.splice(0).forEach((delivery) => delivery.close()));

const setUp = () => {
  const moto = new FakeMoto({ CreateLogStream: {}, PutLogEvents: {}, CreateLogGroup: {} });
  const json = jest.spyOn(moto.client, 'json');
  const delivery = new LogDelivery(moto.client, () => undefined);
  deliveries.push(delivery);
  return { json, delivery };
};

describe('LogDelivery', () => {
  it('puts every line into the stream <prefix>/<container>/<task id>', async () => {
    const { json, delivery } = setUp();
    const line = await delivery.open('us-east-1', 'task1', container(OPTIONS));
    line?.('one');
    line?.('');
    line?.('two');
    await delivery.flush();
    expect(json).toHaveBeenCalledWith('logs', 'us-east-1', 'PutLogEvents', {
      logGroupName: '/g',
      logStreamName: 'p/web/task1',
      logEvents: [
        { timestamp: expect.any(Number), message: 'one' },
        { timestamp: expect.any(Number), message: 'two' },
      ],
    });
    await delivery.flush();
    expect(json.mock.calls.filter(([, , action]) => action === 'PutLogEvents')).toHaveLength(1);
  });

  it('leaves other drivers alone', async () => {
    const { delivery } = setUp();
    expect(await delivery.open('us-east-1', 't', { name: 'a', image: 'i' })).toBeUndefined();
  });

  it('fails the start where there is no such group, and makes one only when asked', async () => {
    const { json, delivery } = setUp();
    json.mockRejectedValueOnce(new AwsError('ResourceNotFoundException', 'no group'));
    await expect(delivery.open('us-east-1', 't', container(OPTIONS))).rejects.toMatchObject({
      code: 'CannotStartContainerError',
      message: expect.stringContaining('ResourceNotFoundException'),
    });
    await delivery.open(
      'us-east-1',
      't',
      container({ ...OPTIONS, 'awslogs-create-group': 'true' }),
    );
    expect(json).toHaveBeenCalledWith('logs', 'us-east-1', 'CreateLogGroup', {
      logGroupName: '/g',
    });
  });
});
