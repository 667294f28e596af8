import { AwsError, jsonBody, type AwsResponse } from '../gateway/aws-response';
import { internalCall } from '../gateway/internal-call';
import type { AwsCall } from '../gateway/aws-call';
import { parseXml, record, text, type XmlRecord } from '../gateway/xml';

/** Calls moto on behalf of the corrections and the data plane, past all corrections. */
export class MotoClient {
  constructor(private readonly send: (call: AwsCall) => Promise<AwsResponse>) {}

  /** A call to a JSON service (ecs, ecr, ssm). Throws AwsError with the service's code and message. */
  async json(
    service: string,
    region: string,
    action: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown>> {
    const response = await this.send(internalCall(service, region, action, parameters));
    // moto answers an unexpected error with a page of HTML.
    if (response.body.toString('utf8', 0, 1) === '<') {
      throw motoFault(action, response);
    }
    const body = jsonBody(response);
    if (response.status < 300) {
      return body;
    }
    const code =
      String(body['__type'] ?? 'InternalFailure')
        .split('#')
        .at(-1) ?? 'InternalFailure';
    throw new AwsError(code, String(body['message'] ?? body['Message'] ?? ''), response.status);
  }

  /** An object of S3, by `<bucket>/<key>`. Throws AwsError when there is none. */
  async object(path: string): Promise<Buffer> {
    const { headers } = internalCall('s3', 'us-east-1', 'GetObject', {});
    const response = await this.send({
      method: 'GET',
      url: `/${path.split('/').map(encodeURIComponent).join('/')}`,
      headers,
      protocol: 'rest',
      service: 's3',
      region: 'us-east-1',
      body: Buffer.alloc(0),
    });
    if (response.status >= 300) {
      throw new AwsError('NoSuchKey', `s3://${path} cannot be read`, response.status);
    }
    return response.body;
  }

  /** A call to a query service (ec2, autoscaling, iam); the result without its envelope. */
  async query(
    service: string,
    region: string,
    action: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<XmlRecord> {
    const response = await this.send(internalCall(service, region, action, parameters));
    const body = parseXml(response.body);
    if (response.status >= 300) {
      throw queryError(body, response.status);
    }
    const envelope = record(body[`${action}Response`]);
    return service === 'ec2' ? envelope : record(envelope[`${action}Result`]);
  }
}

function motoFault(action: string, { status }: AwsResponse): AwsError {
  return new AwsError(
    'InternalFailure',
    `moto failed in ${action} (status ${status}); see the log of the local AWS.`,
    500,
  );
}

function queryError(body: XmlRecord, status: number): AwsError {
  const ec2 = record(record(record(body['Response'])['Errors'])['Error']);
  const other = record(record(body['ErrorResponse'])['Error']);
  const error = text(ec2['Code']) === undefined ? other : ec2;
  return new AwsError(
    text(error['Code']) ?? 'InternalFailure',
    text(error['Message']) ?? '',
    status,
  );
}

/** Members of a query list parameter: `Name.1`, `Name.2` (ec2) or `Name.member.1` (everyone else). */
export function listParameters(name: string, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]));
}
