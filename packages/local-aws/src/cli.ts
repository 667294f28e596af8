import { localAwsStatus } from './control/status-client';
import { startLocalAws } from './control/start';
import { stopLocalAws } from './control/stop';
import { localAwsOptions } from './options';
import type { LocalAwsStatus } from './status';

const USAGE = 'Usage: local-aws start|stop|status [--json]';

/** The command line. Exit codes: 0 done, 1 failed, 3 `status` found nothing running. */
async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const [command, ...rest] = args.filter((argument) => argument !== '--json');
  if (rest.length > 0)
    throw new Error(`local-aws: unknown argument; got '${rest.join(' ')}'. ${USAGE}`);
  const options = localAwsOptions(process.env, process.cwd());
  const print = (value: unknown, text: string): void =>
    console.log(json ? JSON.stringify(value, null, 2) : text);
  switch (command) {
    case 'start': {
      const began = Date.now();
      const status = await startLocalAws(options, (message) =>
        json ? undefined : console.log(message),
      );
      print(
        status,
        `${describe(status)}\nready after ${((Date.now() - began) / 1000).toFixed(1)} s`,
      );
      return 0;
    }
    case 'stop': {
      const result = await stopLocalAws(options);
      const containers = `${result.containersRemoved} container${result.containersRemoved === 1 ? '' : 's'} removed`;
      print(result, result.stopped ? `stopped; ${containers}` : `was not running; ${containers}`);
      return 0;
    }
    case 'status': {
      const status = await localAwsStatus(options);
      print(
        status ?? { running: false },
        status === undefined ? `not running on port ${options.port}` : describe(status),
      );
      return status === undefined ? 3 : 0;
    }
    default:
      throw new Error(`local-aws: unknown command; got '${command ?? ''}'. ${USAGE}`);
  }
}

function describe(status: LocalAwsStatus): string {
  const { runtime } = status;
  const lines = [
    `local AWS on ${status.endpoint}, account ${status.accountId}, pid ${status.pid}`,
    `moto ${status.moto.version} (${status.moto.how}); tasks run as ${runtime.kind}`,
    ...(runtime.why === undefined ? [] : [`  because ${runtime.why}. ${runtime.fix ?? ''}`]),
    ...status.notices.map((notice) => `note: ${notice}`),
    ...status.hosts.map(
      (host) =>
        `host ${host.instanceId} ${host.instanceType} ${host.availabilityZone} ${host.address} ${host.cluster}`,
    ),
    ...status.tasks
      .filter(({ lastStatus }) => lastStatus !== 'STOPPED')
      .map(({ taskArn, lastStatus, containers }) => {
        const listens = containers.flatMap((container) => container.listens).join(', ');
        return `task ${taskArn.split('/').at(-1)} ${lastStatus} ${listens}`;
      }),
  ];
  return lines.join('\n');
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
