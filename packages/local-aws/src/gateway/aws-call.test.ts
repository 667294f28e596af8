import { protocolOf, recogniseCall } from './aws-call';

const signed = (service: string, region = 'eu-west-1'): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=f`,
});

describe('recogniseCall', () => {
  it('recognises a JSON call by its target', () => {
    const headers = {
      ...signed('ecs'),
      'x-amz-target': 'AmazonEC2ContainerServiceV20141113.CreateService',
    };
    expect(recogniseCall('POST', '/', headers, Buffer.from('{}'))).toMatchObject({
      protocol: 'json',
      service: 'ecs',
      region: 'eu-west-1',
      action: 'CreateService',
    });
  });

  it('recognises a query call by its Action, wherever it stands in the body', () => {
    const headers = {
      ...signed('ec2'),
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    };
    const body = Buffer.from('Version=2016-11-15&Action=DescribeInstances');
    expect(recogniseCall('POST', '/', headers, body)).toMatchObject({
      protocol: 'query',
      service: 'ec2',
      action: 'DescribeInstances',
    });
  });

  it('leaves the action of a REST call open', () => {
    const call = recogniseCall('PUT', '/bucket/key', signed('s3'), Buffer.alloc(0));
    expect(call).toMatchObject({ protocol: 'rest', service: 's3' });
    expect(call.action).toBeUndefined();
  });

  it('reads service and region of a presigned URL', () => {
    const url = '/bucket/key?X-Amz-Credential=AKIA%2F20260101%2Fap-south-1%2Fs3%2Faws4_request';
    expect(recogniseCall('GET', url, {}, Buffer.alloc(0))).toMatchObject({
      service: 's3',
      region: 'ap-south-1',
    });
  });

  it('takes an unsigned JSON call by the prefix of its target', () => {
    const headers = { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListTasks' };
    expect(recogniseCall('POST', '/', headers, Buffer.from('{}'))).toMatchObject({
      service: 'ecs',
      region: 'us-east-1',
    });
  });

  it.each(['', 'Basic abc', 'AWS4-HMAC-SHA256 Credential=AKIA/20260101'])(
    'leaves the service open for authorization %p',
    (authorization) => {
      expect(recogniseCall('GET', '/', { authorization }, Buffer.alloc(0)).service).toBeUndefined();
    },
  );
});

describe('protocolOf', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it('calls a form upload that is no POST a REST call', () => {
    expect(protocolOf('POST', '/', form)).toBe('query');
    expect(protocolOf('PUT', '/', form)).toBe('rest');
  });

  it.each([
    ['ecs', 'json'],
    ['ec2', 'query'],
    ['s3', 'rest'],
    ['lambda', 'rest'],
  ])('answers %s in its own protocol %s, whatever a request looks like', (service, protocol) => {
    expect(protocolOf('PUT', '/', signed(service))).toBe(protocol);
    expect(protocolOf('POST', '/', { ...signed(service), ...form })).toBe(protocol);
    const target = { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.RunTask' };
    expect(protocolOf('POST', '/', { ...signed(service), ...target })).toBe(protocol);
  });
});

describe('a signature', () => {
  it('in the header and in the URL at once is none', () => {
    const url = '/?X-Amz-Credential=AKIA%2F20260101%2Fus-east-1%2Fecs%2Faws4_request';
    expect(recogniseCall('POST', url, signed('s3'), Buffer.alloc(0)).service).toBeUndefined();
    expect(
      recogniseCall('POST', `${url}&${url.slice(2)}`, {}, Buffer.alloc(0)).service,
    ).toBeUndefined();
  });
});
