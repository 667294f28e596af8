import { FakeMoto } from '../../testing/fake-moto';
import { parseEnvironmentFile, parseValueFrom, withInjectedValues } from './injected-values';

const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf';

describe('parseValueFrom', () => {
  it.each([
    ['/a/b', { service: 'ssm', name: '/a/b' }],
    ['arn:aws:ssm:eu-west-1:123456789012:parameter/a/b', { name: '/a/b', region: 'eu-west-1' }],
    [SECRET, { service: 'secretsmanager', id: SECRET, field: '', stage: '', version: '' }],
    [`${SECRET}:password::`, { id: SECRET, field: 'password', stage: '', version: '' }],
    [`${SECRET}::AWSPREVIOUS:`, { id: SECRET, field: '', stage: 'AWSPREVIOUS' }],
  ])('%s', (valueFrom, expected) =>
    expect(parseValueFrom(valueFrom, 'us-east-1')).toMatchObject(expected),
  );
});

describe('parseEnvironmentFile', () => {
  it('takes NAME=value lines as they are, quotes included', () => {
    expect(parseEnvironmentFile('# no\r\nA=1\n\nB="x=y"\nnothing\n')).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: '"x=y"' },
    ]);
  });
});

describe('withInjectedValues', () => {
  const moto = new FakeMoto({
    GetSecretValue: { SecretString: '{"password":"p","port":1}' },
    GetParameters: { Parameters: [{ Value: 'url' }] },
  }).client;
  const container = { name: 'c', image: 'i' };

  it('adds the values of secrets and parameters to the environment', async () => {
    const { environment } = await withInjectedValues(moto, 'us-east-1', {
      ...container,
      environment: [{ name: 'A', value: 'a' }],
      secrets: [
        { name: 'PASSWORD', valueFrom: `${SECRET}:password::` },
        { name: 'PORT', valueFrom: `${SECRET}:port::` },
        { name: 'URL', valueFrom: '/url' },
      ],
    });
    expect(environment).toEqual([
      { name: 'A', value: 'a' },
      { name: 'PASSWORD', value: 'p' },
      { name: 'PORT', value: '1' },
      { name: 'URL', value: 'url' },
    ]);
  });

  it('lets the environment win over a file', async () => {
    jest.spyOn(moto, 'object').mockResolvedValueOnce(Buffer.from('A=file\nB=file\n'));
    const { environment } = await withInjectedValues(moto, 'us-east-1', {
      ...container,
      environment: [{ name: 'A', value: 'own' }],
      environmentFiles: [{ value: 'arn:aws:s3:::bucket/a.env', type: 's3' }],
    });
    expect(environment).toEqual([
      { name: 'A', value: 'own' },
      { name: 'B', value: 'file' },
    ]);
    expect(moto.object).toHaveBeenCalledWith('bucket/a.env');
  });

  it.each([
    [`${SECRET}:user::`, 'did not contain json key user'],
    ['/missing', 'invalid parameters: /missing'],
  ])('fails the start where %s cannot be read', async (valueFrom, words) => {
    const empty = new FakeMoto({
      GetSecretValue: { SecretString: '{"password":"p"}' },
      GetParameters: { InvalidParameters: ['/missing'] },
    }).client;
    const secrets = [{ name: 'S', valueFrom }];
    await expect(
      withInjectedValues(empty, 'us-east-1', { ...container, secrets }),
    ).rejects.toMatchObject({
      code: 'ResourceInitializationError',
      message: expect.stringContaining(words),
    });
  });
});
