import { jsonBody, jsonResponse } from '../gateway/aws-response';
import { internalCall } from '../gateway/internal-call';
import { ecrAuthorizationToken } from './ecr-authorization-token';

const call = internalCall('ecr', 'us-east-1', 'GetAuthorizationToken', {});
const proxyEndpoint = 'https://123456789012.dkr.ecr.us-east-1.amazonaws.com';
const moto = { authorizationToken: 'QVdTOmxvY2Fs', expiresAt: 1420070400, proxyEndpoint };

describe('ecrAuthorizationToken', () => {
  it("looks like ECR's: a user AWS, a password that begins with ey, and twelve hours to live", async () => {
    const answer = await ecrAuthorizationToken(() => 1_800_000_000_000).handle(call, () =>
      Promise.resolve(jsonResponse({ authorizationData: [moto] })),
    );
    const [data] = jsonBody(answer)['authorizationData'] as (typeof moto)[];
    expect(data).toMatchObject({ expiresAt: 1_800_043_200, proxyEndpoint });
    const [user, password = ''] = Buffer.from(data?.authorizationToken ?? '', 'base64')
      .toString()
      .split(':');
    expect(user).toBe('AWS');
    expect(password).toMatch(/^ey/);
    expect(JSON.parse(Buffer.from(password, 'base64').toString())).toMatchObject({
      expiration: 1_800_043_200,
    });
  });

  it('leaves an error alone', async () => {
    const error = jsonResponse({ __type: 'ServerException' }, 400);
    expect(await ecrAuthorizationToken().handle(call, () => Promise.resolve(error))).toBe(error);
  });
});
