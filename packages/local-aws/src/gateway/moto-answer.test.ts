import { parseXml, record, text } from './xml';
import { signedWith } from '../testing/signed-headers';
import { recogniseCall } from './aws-call';
import { jsonBody, type AwsResponse } from './aws-response';
import { internalCall } from './internal-call';
import { FAULT_HEADER, cleanAnswer } from './moto-answer';

const page = (status: number): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<!doctype html>\n<html lang=en><h1>Internal Server Error</h1>'),
});
const fault = (type: string, message = '', where = 'x.py:f'): AwsResponse => ({
  status: 500,
  headers: { [FAULT_HEADER]: '1' },
  body: Buffer.from(JSON.stringify({ type, message, where })),
});
const ssm = internalCall('ssm', 'us-east-1', 'FlyToTheMoon', {});
const rest = (service: string, method = 'GET') =>
  recogniseCall(method, '/b', { authorization: signedWith('A', service) }, Buffer.alloc(0));

describe('cleanAnswer', () => {
  it('takes what moto grants to web pages out, and leaves the rest', () => {
    const headers = {
      'access-control-allow-origin': '*',
      'Access-Control-Max-Age': '1',
      etag: 'e',
    };
    const body = Buffer.from('<html>an object of the user</html>');
    expect(cleanAnswer(rest('s3'), { status: 200, headers, body })).toEqual({
      status: 200,
      headers: { etag: 'e' },
      body,
    });
  });

  it.each(['NotImplementedError', 'OperationNotFoundError'])(
    'names an action that moto does not have (%s) with a status that nobody tries again',
    (type) => {
      const answer = cleanAnswer(ssm, fault(type));
      expect(answer.status).toBe(400);
      expect(jsonBody(answer)).toEqual({
        __type: 'UnknownOperationException',
        message: expect.stringContaining('ssm:FlyToTheMoon is not implemented by moto'),
      });
      const ec2 = cleanAnswer(internalCall('ec2', 'us-east-1', 'FlyToTheMoon', {}), fault(type));
      const error = record(record(record(parseXml(ec2.body)['Response'])['Errors'])['Error']);
      expect([ec2.status, text(error['Code'])]).toEqual([400, 'InvalidAction']);
    },
  );

  it('names a service that moto does not have', () => {
    const where = '/x/moto/backends.py:get_backend';
    const answer = cleanAnswer(rest('lightsail'), fault('AttributeError', 'x', where));
    expect(answer.body.toString()).toContain('does not have the service lightsail');
  });

  it('says what moto failed of', () => {
    const answer = cleanAnswer(ssm, fault('KeyError', "'Name'"));
    expect(answer.status).toBe(400);
    expect(jsonBody(answer)).toMatchObject({ __type: 'ValidationException' });
    expect(answer.body.toString()).toContain("failed in ssm:FlyToTheMoon (KeyError: 'Name')");
  });

  it('lets a failure of two requests at once be tried again', () => {
    const message = 'dictionary changed size during iteration';
    expect(cleanAnswer(ssm, fault('RuntimeError', message)).status).toBe(503);
    expect(cleanAnswer(ssm, fault('RuntimeError', 'x')).status).toBe(400);
  });

  it.each([404, 405, 500])('never shows a page of moto (%d)', (status) => {
    for (const call of [ssm, rest('s3'), rest('lambda'), rest('s3', 'HEAD')]) {
      const answer = cleanAnswer(call, page(status));
      expect(answer.status).toBe(400);
      expect(answer.body.toString()).not.toMatch(/html/i);
    }
    expect(cleanAnswer(rest('s3', 'HEAD'), page(status)).body).toHaveLength(0);
  });

  it('leaves the errors that moto means alone', () => {
    const body = Buffer.from('<?xml version="1.0"?><Error><Code>NoSuchBucket</Code></Error>');
    expect(cleanAnswer(rest('s3'), { status: 404, headers: {}, body })).toEqual({
      status: 404,
      headers: {},
      body,
    });
  });
});
