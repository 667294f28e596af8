import type { StackJson } from './workspace';

/** A stack whose state is a file in its working directory and whose resources need no provider. */
export function stackOf(
  resources: Readonly<Record<string, object>>,
  more: Readonly<Record<string, unknown>> = {},
): StackJson {
  return {
    terraform: { backend: { local: { path: 'state.tfstate' } } },
    ...(Object.keys(resources).length === 0 ? {} : { resource: { terraform_data: resources } }),
    ...more,
  };
}

/** A resource that takes a while to create; `triggers` makes it a replacement next time. */
export function slow(seconds: number, after = ''): object {
  return { provisioner: [{ 'local-exec': { command: `sleep ${seconds}; ${after || 'true'}` } }] };
}
