import { signedWith } from '../testing/signed-headers';
import { AccessKeys, randomAccessKey } from './access-key';
import { recogniseCall } from './aws-call';
import type { AwsError } from './aws-response';
import { checkForm } from './request-form';

const mine = randomAccessKey();
const keys = new AccessKeys(() => mine);
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/x-amz-json-1.1';
const RUN_TASK = 'AmazonEC2ContainerServiceV20141113.RunTask';

/** How a request is refused for its form; undefined when it is not. */
const formProblem = (
  method: string,
  service: string,
  headers: Record<string, string>,
  body = '',
): string | undefined => {
  const all = { authorization: signedWith(mine.accessKeyId, service), ...headers };
  try {
    checkForm(recogniseCall(method, '/', all, Buffer.from(body)));
    return undefined;
  } catch (error) {
    return (error as AwsError).code;
  }
};

describe('checkForm', () => {
  it.each([
    ['POST', 'ecs', { 'x-amz-target': RUN_TASK, 'content-type': JSON_TYPE }, '{}'],
    ['POST', 'ec2', { 'content-type': `${FORM}; charset=utf-8` }, 'Action=DescribeVpcs'],
    ['POST', 'monitoring', { 'content-type': FORM }, 'Action=ListMetrics'],
    ['PUT', 's3', { 'content-type': FORM }, ''],
    ['GET', 'lambda', {}, ''],
  ])('lets %s to %s in its own protocol through', (method, service, headers, body) => {
    expect(formProblem(method, service, headers as Record<string, string>, body)).toBeUndefined();
  });

  it.each([
    [
      'a form',
      'POST',
      'ecs',
      { 'content-type': FORM },
      'Action=RunTask',
      'UnknownOperationException',
    ],
    [
      'a form with a target',
      'POST',
      'ecs',
      { 'x-amz-target': RUN_TASK, 'content-type': FORM },
      '{}',
      'UnknownOperationException',
    ],
    [
      'text, which a page may send',
      'POST',
      'ecs',
      { 'x-amz-target': RUN_TASK, 'content-type': 'text/plain' },
      '{}',
      'UnknownOperationException',
    ],
    ['no type', 'POST', 'ecs', { 'x-amz-target': RUN_TASK }, '{}', 'UnknownOperationException'],
    [
      'a target of another service',
      'POST',
      'ssm',
      { 'x-amz-target': RUN_TASK, 'content-type': JSON_TYPE },
      '{}',
      'UnknownOperationException',
    ],
    [
      'another method',
      'PUT',
      'ecs',
      { 'x-amz-target': RUN_TASK, 'content-type': JSON_TYPE },
      '{}',
      'UnknownOperationException',
    ],
    ['a query in the URL', 'GET', 'ec2', {}, '', 'InvalidAction'],
    [
      'JSON',
      'POST',
      'ec2',
      { 'x-amz-target': RUN_TASK, 'content-type': JSON_TYPE },
      '{}',
      'InvalidAction',
    ],
    ['no Action', 'POST', 'ec2', { 'content-type': FORM }, 'Version=1', 'InvalidAction'],
    [
      'a target',
      'POST',
      's3',
      { 'x-amz-target': RUN_TASK, 'content-type': JSON_TYPE },
      '{}',
      'NotImplemented',
    ],
  ])('refuses %s: %s to %s', (_title, method, service, headers, body, code) => {
    expect(formProblem(method, service, headers as Record<string, string>, body)).toBe(code);
  });
});

describe('AccessKeys', () => {
  const refusal = (url: string, headers: Record<string, string>): string | undefined =>
    keys.refusal(recogniseCall('POST', url, headers, Buffer.alloc(0)))?.code;
  const presigned = (key: string, service: string): string =>
    `/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${key}%2F20260101%2Fus-east-1%2F${service}%2Faws4_request&X-Amz-Signature=0`;

  it('takes its own key, in the header and in the URL of an object', () => {
    expect(refusal('/', { authorization: signedWith(mine.accessKeyId, 'ecs') })).toBeUndefined();
    expect(refusal(presigned(mine.accessKeyId, 's3'), {})).toBeUndefined();
  });

  it.each([
    ['ecs', 'UnrecognizedClientException'],
    ['lambda', 'UnrecognizedClientException'],
    ['sts', 'InvalidClientTokenId'],
    ['route53', 'InvalidClientTokenId'],
    ['ec2', 'AuthFailure'],
    ['s3', 'InvalidAccessKeyId'],
  ])('refuses another key for %s as %s', (service, code) => {
    expect(refusal('/', { authorization: signedWith('local', service) })).toBe(code);
    const longer = `${mine.accessKeyId}/x`;
    expect(refusal('/', { authorization: signedWith(longer, service) })).toBe(code);
  });

  it('refuses what is not signed, and a presigned URL that would choose the service of a body', () => {
    expect(refusal('/', {})).toBe('AccessDenied');
    expect(refusal('/', { 'x-amz-target': RUN_TASK })).toBe('MissingAuthenticationTokenException');
    expect(refusal('/', { 'content-type': FORM })).toBe('MissingAuthenticationToken');
    expect(refusal(presigned(mine.accessKeyId, 'ecs'), {})).toBe(
      'MissingAuthenticationTokenException',
    );
    expect(refusal(presigned('AKIAOTHER', 's3'), {})).toBe('InvalidAccessKeyId');
    expect(refusal('/', { authorization: `AWS ${mine.accessKeyId}:x` })).toBe('AccessDenied');
  });

  it('takes the keys that its holder had made', () => {
    const authorization = signedWith(mine.accessKeyId, 'sts');
    const headers = { authorization, 'content-type': FORM };
    const temporary = { authorization: signedWith('ASIATEMPORARY1234567', 'ecs') };
    expect(refusal('/', temporary)).toBe('UnrecognizedClientException');
    const answer = Buffer.from('<AccessKeyId>ASIATEMPORARY1234567</AccessKeyId>');
    const assumed = recogniseCall('POST', '/', headers, Buffer.from('Action=AssumeRole'));
    keys.learn(assumed, { status: 400, headers: {}, body: answer });
    expect(refusal('/', temporary)).toBe('UnrecognizedClientException');
    keys.learn(assumed, { status: 200, headers: {}, body: answer });
    expect(refusal('/', temporary)).toBeUndefined();
  });

  it('takes nobody before there is a key', () => {
    const call = { authorization: signedWith('', 'ecs') };
    expect(
      new AccessKeys(() => undefined).refusal(recogniseCall('POST', '/', call, Buffer.alloc(0)))
        ?.status,
    ).toBe(403);
  });
});
