import { inWords, isAccessDenied, isTransient } from './explain-error';

const context = {
  action: 'ecs:DescribeServices',
  region: 'eu-central-1',
  cluster: 'hello_ecs_cluster',
  service: 'hello_app_service',
};

/** An error with the properties the SDK and Node put on theirs. */
function failure(name: string, message = 'Something.', properties: object = {}): Error {
  return Object.assign(new Error(message), { name }, properties);
}

async function explained(error: unknown): Promise<Error> {
  try {
    await inWords(context, () => Promise.reject(error));
  } catch (thrown) {
    if (thrown instanceof Error) {
      return thrown;
    }
  }
  throw new Error('inWords must throw an Error');
}

describe('inWords', () => {
  it('passes the value through', async () => {
    await expect(inWords(context, () => Promise.resolve(7))).resolves.toBe(7);
  });

  it.each<[string, Error, RegExp]>([
    [
      'a missing cluster',
      failure('ClusterNotFoundException', 'Cluster not found.'),
      /^ECS cluster 'hello_ecs_cluster' does not exist in eu-central-1\. Fix: /,
    ],
    [
      'a missing service',
      failure('ServiceNotFoundException', 'Service not found.'),
      /^ECS service 'hello_app_service' does not exist on cluster 'hello_ecs_cluster'\. Fix: /,
    ],
    [
      'missing credentials',
      failure('CredentialsProviderError', 'Could not load credentials from any providers'),
      /^ecs:DescribeServices: no usable AWS credentials .*Fix: .*aws sso login.*AWS_PROFILE/,
    ],
    [
      'expired credentials',
      failure('ExpiredTokenException', 'The security token included in the request is expired'),
      /credentials have expired\. Fix: log in again/,
    ],
    [
      'rejected credentials',
      failure('UnrecognizedClientException', 'The security token is invalid.'),
      /AWS rejected the credentials .*clock/,
    ],
    [
      'a denied call',
      failure('AccessDeniedException', 'User: arn:aws:iam::1:user/x is not authorized'),
      /^ecs:DescribeServices: access denied \(User: arn.*Fix: allow ecs:DescribeServices/,
    ],
    [
      'a refused connection',
      failure('Error', 'connect', { code: 'ECONNREFUSED', address: '127.0.0.1', port: 5566 }),
      /cannot reach AWS at 127\.0\.0\.1:5566: the connection was refused\. Fix: .*AWS_ENDPOINT_URL/,
    ],
    [
      'an unknown host',
      failure('Error', 'getaddrinfo', { code: 'ENOTFOUND', hostname: 'ecs.mars-1.amazonaws.com' }),
      /cannot reach AWS at ecs\.mars-1\.amazonaws\.com: the name does not resolve/,
    ],
    [
      'a timeout',
      failure('TimeoutError'),
      /cannot reach AWS at the endpoint: no answer came in time/,
    ],
    ['throttling', failure('ThrottlingException', 'Rate exceeded'), /keeps throttling/],
    [
      'a server error',
      failure('ServerException', 'x', { $metadata: { httpStatusCode: 503 } }),
      /AWS answered with status 503 \(ServerException\)/,
    ],
    ['an endpoint that is not AWS', failure('SyntaxError'), /does not answer like AWS/],
    [
      'anything else',
      failure('InvalidParameterException', 'Long arn required.'),
      /^ecs:DescribeServices failed in eu-central-1: InvalidParameterException: Long arn required$/,
    ],
  ])('says %s in one line', async (_, error, sentence) => {
    const { message, cause } = await explained(error);
    expect(message).toMatch(sentence);
    expect(message).not.toContain('\n');
    expect(cause).toBe(error);
  });

  it("leaves out EC2's encoded denial", async () => {
    const error = failure(
      'UnauthorizedOperation',
      'You are not authorized to perform this operation. Encoded authorization failure message: AbCd1234',
    );
    const { message } = await explained(error);
    expect(message).toContain('(You are not authorized to perform this operation)');
    expect(message).not.toContain('AbCd');
  });

  it('reads the first failure of a host name with several addresses', async () => {
    const first = failure('Error', 'x', { code: 'ECONNREFUSED', address: '::1', port: 80 });
    const error = Object.assign(new AggregateError([first]), { code: 'ECONNREFUSED' });
    expect((await explained(error)).message).toContain('cannot reach AWS at ::1:80');
  });
});

describe('isTransient', () => {
  it.each([
    failure('ThrottlingException'),
    failure('RequestLimitExceeded'),
    failure('TimeoutError'),
    failure('Error', 'x', { code: 'ECONNRESET' }),
    failure('InternalError', 'x', { $metadata: { httpStatusCode: 500 } }),
  ])('is true for what passes: %s', async (error) => {
    expect(isTransient(await explained(error))).toBe(true);
  });

  it.each([
    failure('AccessDeniedException', 'x', { $metadata: { httpStatusCode: 400 } }),
    failure('ClusterNotFoundException'),
    failure('CredentialsProviderError'),
  ])('is false for what stays: %s', async (error) => {
    expect(isTransient(await explained(error))).toBe(false);
  });
});

describe('isAccessDenied', () => {
  it('tells a denial from other failures', async () => {
    expect(isAccessDenied(await explained(failure('UnauthorizedOperation')))).toBe(true);
    expect(isAccessDenied(await explained(failure('RepositoryNotFoundException')))).toBe(false);
  });
});
