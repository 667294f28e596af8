import type { ResourceEvent } from '../hooks';
import type { UiMessage } from './diagnostics';

const kinds: Readonly<Record<string, ResourceEvent['kind']>> = {
  apply_start: 'started',
  apply_complete: 'done',
  apply_errored: 'failed',
};

/** A message of Terraform's JSON output as what happened to a resource. @default - it is about something else */
export function resourceEvent(message: UiMessage): ResourceEvent | undefined {
  const kind = kinds[message.type];
  const hook = message['hook'] as
    | {
        readonly resource?: { readonly addr?: unknown; readonly resource_type?: unknown };
        readonly action?: unknown;
        readonly id_value?: unknown;
      }
    | undefined;
  const { addr, resource_type: type } = hook?.resource ?? {};
  if (kind === undefined || typeof addr !== 'string' || typeof hook?.action !== 'string') {
    return undefined;
  }
  return {
    kind,
    address: addr,
    type: typeof type === 'string' ? type : '',
    action: hook.action,
    ...(typeof hook.id_value === 'string' ? { id: hook.id_value } : {}),
  };
}
