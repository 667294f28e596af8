import type { Environment, StageValues } from '../stage';

/** Everything on this machine: no account, no credentials, no cost. */
export default function local(env: Environment): StageValues {
  return {
    // The account that moto, and so the local AWS, always answers with.
    accountId: '123456789012',
    endpoint: `http://127.0.0.1:${env['LOCAL_AWS_PORT'] ?? 5566}`,
    service: { settleMinutes: 2 },
    image: { source: 'local' },
    approval: 'none',
  };
}
