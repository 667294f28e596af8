import { endpointOf } from '../control/status-client';
import type { LocalAwsOptions } from '../options';
import { signedFor } from './signed-headers';

interface Named {
  readonly Id?: string;
  readonly Arn?: string;
}

/** Cloud Map without a client of the SDK. */
export class CloudMapCalls {
  constructor(private readonly options: LocalAwsOptions) {}

  /** Throws what Cloud Map answers where it refuses. */
  async ask(
    action: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<{
    readonly Namespaces?: readonly Named[];
    readonly Service?: Named;
    readonly Instances?: readonly { readonly Attributes?: Readonly<Record<string, string>> }[];
  }> {
    const answer = await fetch(endpointOf(this.options.port), {
      method: 'POST',
      headers: {
        authorization: signedFor(this.options, 'servicediscovery'),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Route53AutoNaming_v20170314.${action}`,
      },
      body: JSON.stringify(input),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(text);
    }
    return JSON.parse(text) as never;
  }
}
