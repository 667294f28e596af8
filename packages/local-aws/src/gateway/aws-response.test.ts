import { parseXml, record, text } from './xml';
import { recogniseCall, type AwsCall } from './aws-call';
import { AwsError, errorResponse, jsonBody } from './aws-response';
import { internalCall } from './internal-call';

const error = new AwsError('ServiceNotFoundException', 'a < b & c');

describe('errorResponse', () => {
  it('writes JSON errors for JSON services', () => {
    const answer = errorResponse(internalCall('ecs', 'us-east-1', 'ListTasks', {}), error);
    expect(answer.status).toBe(400);
    expect(jsonBody(answer)).toEqual({ __type: 'ServiceNotFoundException', message: 'a < b & c' });
  });

  it("wraps EC2's errors in its own way", () => {
    const body = parseXml(
      errorResponse(internalCall('ec2', 'us-east-1', 'DescribeVpcs', {}), error).body,
    );
    const inner = record(record(record(body['Response'])['Errors'])['Error']);
    expect(text(inner['Code'])).toBe('ServiceNotFoundException');
    expect(text(inner['Message'])).toBe('a < b & c');
  });

  it('writes the common XML form for the other query services', () => {
    const call = internalCall('autoscaling', 'us-east-1', 'DescribeAutoScalingGroups', {});
    const inner = record(
      record(parseXml(errorResponse(call, error).body)['ErrorResponse'])['Error'],
    );
    expect(text(inner['Code'])).toBe('ServiceNotFoundException');
  });

  it('writes a bare Error for S3', () => {
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/s3/aws4_request, x',
    };
    const call: AwsCall = recogniseCall('GET', '/bucket', headers, Buffer.alloc(0));
    expect(text(record(parseXml(errorResponse(call, error).body)['Error'])['Code'])).toBe(
      'ServiceNotFoundException',
    );
  });
});
