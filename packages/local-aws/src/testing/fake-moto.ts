import type { AwsCall } from '../gateway/aws-call';
import { jsonResponse, type AwsResponse } from '../gateway/aws-response';
import { MotoClient } from '../moto/moto-client';

/** A call as the fake saw it. */
export interface SeenCall {
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A moto that answers from a table and remembers what it was asked; only for tests of this package. */
export class FakeMoto {
  readonly calls: SeenCall[] = [];
  readonly client = new MotoClient((call) => this.answer(call));

  /** `answers` maps an action to the inside of its XML answer, or to a JSON value. */
  constructor(private readonly answers: Readonly<Record<string, string | object>>) {}

  /** Answers a call the way the gateway would hand it on. */
  answer(call: AwsCall): Promise<AwsResponse> {
    const action = call.action ?? '';
    const parameters =
      call.protocol === 'query'
        ? Object.fromEntries(new URLSearchParams(call.body.toString()))
        : {};
    this.calls.push({ action, parameters });
    const answer = this.answers[action] ?? '';
    return Promise.resolve(
      typeof answer === 'string'
        ? {
            status: 200,
            headers: { 'content-type': 'text/xml' },
            body: Buffer.from(wrapped(call, answer)),
          }
        : jsonResponse(answer),
    );
  }

  /** The calls of one action. */
  seen(action: string): readonly SeenCall[] {
    return this.calls.filter((call) => call.action === action);
  }
}

function wrapped({ service, action = '' }: AwsCall, inner: string): string {
  const result = service === 'ec2' ? inner : `<${action}Result>${inner}</${action}Result>`;
  return `<${action}Response>${result}</${action}Response>`;
}
