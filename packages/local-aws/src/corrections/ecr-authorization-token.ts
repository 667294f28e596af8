import { jsonBody, jsonResponse } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';

const TWELVE_HOURS = 12 * 60 * 60;

/**
 * moto's token is no user and password with a colon as clients take it apart, and it expired in 2015: the Docker provider
 * of Terraform ends with "Plugin did not respond". ECR's is base64 of `AWS:` and a password that is base64 of JSON, so it
 * begins with `ey`, and lives for twelve hours.
 */
export function ecrAuthorizationToken(now: () => number = Date.now): Correction {
  return {
    name: 'ecr-authorization-token',
    page: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html',
    service: 'ecr',
    actions: ['GetAuthorizationToken'],
    handle: async (call, next) => {
      const answer = await next(call);
      const { authorizationData } = answer.status === 200 ? jsonBody(answer) : {};
      if (!Array.isArray(authorizationData)) {
        return answer;
      }
      const expiresAt = Math.floor(now() / 1000) + TWELVE_HOURS;
      return jsonResponse({
        authorizationData: authorizationData.map((one: object) => ({
          ...one,
          authorizationToken: token(expiresAt),
          expiresAt,
        })),
      });
    },
  };
}

/** Nothing can be pulled or pushed with it: there is no registry behind the local ECR. */
function token(expiration: number): string {
  const payload = JSON.stringify({
    payload: 'local-aws',
    version: '2',
    type: 'DATA_KEY',
    expiration,
  });
  const password = Buffer.from(payload).toString('base64');
  return Buffer.from(`AWS:${password}`).toString('base64');
}
