import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { AwsCall } from './aws-call';
import { speaksXml } from './service-protocols';
import { xmlDocument, type XmlElements } from './xml';

/** A complete answer. REST answers are streamed and never become one of these. */
export interface AwsResponse {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders | IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An error the caller caused or must see; becomes the service's own error format on the wire. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** A JSON 1.1 answer. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function jsonResponse(value: unknown, status = 200): AwsResponse {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** The error in the format of the call's protocol. */
export function errorResponse(
  call: Pick<AwsCall, 'protocol' | 'service'>,
  error: AwsError,
): AwsResponse {
  const json = call.protocol === 'json' || (call.protocol === 'rest' && !speaksXml(call.service));
  if (json) {
    const answer = jsonResponse({ __type: error.code, message: error.message }, error.status);
    // REST clients take the type from here. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
    return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': error.code } };
  }
  return xmlResponse(errorElements(call, error), error.status);
}

/** An answer in XML. */
export function xmlResponse(elements: XmlElements, status = 200): AwsResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: Buffer.from(xmlDocument(elements)),
  };
}

function errorElements(
  { protocol, service }: Pick<AwsCall, 'protocol' | 'service'>,
  { code: Code, message: Message }: AwsError,
): XmlElements {
  const requestId = randomUUID();
  // EC2's query protocol wraps errors differently from everyone else's.
  // https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#operation-error-serialization
  if (service === 'ec2') {
    return { Response: { Errors: { Error: { Code, Message } }, RequestID: requestId } };
  }
  if (protocol === 'rest' && service !== 'route53' && service !== 'cloudfront') {
    return { Error: { Code, Message, RequestId: requestId } };
  }
  return {
    ErrorResponse: { Error: { Type: 'Sender', Code, Message }, RequestId: requestId },
  };
}

/** The JSON body of a call or an answer; an empty body is an empty object. */
export function jsonBody(message: { readonly body: Buffer }): Record<string, unknown> {
  const text = message.body.toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
