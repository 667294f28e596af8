import { readBalancerUrls } from '../balancer-urls';
import { exitCodes, type CommandSpec } from '../cli/command';
import { readService } from '../read-service';
import { titleOf, type ServiceTarget } from '../services/service-target';
import { findUrls } from '../task-urls';
import { palette, printable } from '../terminal';
import { waitForAnswer } from '../wait-for-answer';

/** One address of a service, and what it said. */
export interface ServiceUrl {
  readonly url: string;
  readonly through: 'load balancer' | 'host port';
  readonly note?: string;
  /** What came back. @default - it was not fetched */
  readonly answer?: { readonly status: number; readonly body: string };
  /** Why nothing good came back. @default - it answered, or was not fetched */
  readonly failure?: string;
}

/** The addresses of one service. */
export interface ServiceUrls {
  readonly service: string;
  readonly cluster: string;
  readonly urls: readonly ServiceUrl[];
  /** Why there is none. @default - there is one */
  readonly none?: string;
}

const DEFAULT_SECONDS = 10;

/** Where the services answer, and what they say. */
export const url: CommandSpec = {
  name: 'url',
  summary: 'where each service answers, and what it says; exit code 1 when one does not',
  details: [
    'Through its load balancer where it has one, else at the published ports of its hosts.',
    'What is not HTTP cannot be fetched: use --no-fetch for it.',
  ],
  options: {
    'no-fetch': { type: 'flag', describes: 'only the addresses' },
    timeout: {
      type: 'text',
      value: 'TIME',
      describes: 'how long one may take to answer. Default: 10s',
    },
  },
  examples: [
    { does: 'all of a cluster', line: 'url --cluster shop' },
    {
      does: 'only the addresses, for a script',
      line: 'url --cluster shop --service web --no-fetch',
    },
  ],
  changes: false,
  async run(session, options) {
    const seconds = options.seconds('timeout') ?? DEFAULT_SECONDS;
    const found: ServiceUrls[] = [];
    for (const target of session.targets) {
      const one = await urlsOf(target);
      const urls = options.flag('no-fetch')
        ? one.urls
        : await Promise.all(one.urls.map((each) => fetched(each, seconds)));
      found.push({ ...one, urls });
    }
    if (session.json) {
      session.printJson(found);
    } else {
      for (const [index, one] of found.entries()) {
        const target = session.targets[index] as ServiceTarget;
        const title = session.targets.length > 1 ? titleOf(target, session.targets) : undefined;
        session.print(renderUrls(one, title, session.surroundings.color));
      }
    }
    const good = found.every(
      ({ urls }) => urls.length > 0 && urls.every(({ failure }) => failure === undefined),
    );
    return good ? exitCodes.done : exitCodes.problem;
  },
};

/** The addresses of a service, not fetched yet. */
export async function urlsOf(target: ServiceTarget): Promise<ServiceUrls> {
  const { clients, region, service, cluster } = target;
  const found = await readService(clients, target, region);
  const groups = found.targetGroupArns ?? [];
  const balanced = await readBalancerUrls(clients, groups, region);
  const urls: ServiceUrl[] =
    groups.length > 0
      ? balanced.map((one) => ({ ...one, through: 'load balancer' as const }))
      : (await findUrls(clients, target)).map(({ url: address, note }) => ({
          url: address,
          through: 'host port' as const,
          note,
        }));
  if (urls.length > 0) {
    return { service, cluster, urls };
  }
  return { service, cluster, urls, none: whyNone(groups.length > 0, found.runningCount) };
}

function whyNone(balanced: boolean, running: number): string {
  if (balanced) {
    return 'its target groups belong to no load balancer with a listener';
  }
  if (running === 0) {
    return 'no task runs';
  }
  return 'no running task publishes a tcp port on a host (tasks with awsvpc answer inside their network only)';
}

async function fetched(one: ServiceUrl, seconds: number): Promise<ServiceUrl> {
  if (!/^https?:/.test(one.url)) {
    return { ...one, failure: 'not HTTP, so it was not fetched' };
  }
  try {
    const { status, body } = await waitForAnswer(one.url, { timeoutSeconds: seconds });
    return { ...one, answer: { status, body } };
  } catch (error) {
    return { ...one, failure: (error as Error).message.replace(`${one.url} `, '') };
  }
}

const SHOWN = 200;

/** Each address with what it said. */
export function renderUrls(
  { urls, none }: ServiceUrls,
  title: string | undefined,
  color: boolean,
): string {
  const paint = palette(color);
  const prefix = title === undefined ? '' : `${paint.title(title)}  `;
  if (none !== undefined) {
    return `${prefix}${paint.bad('no URL')}: ${none}`;
  }
  return urls
    .map(({ url: address, note, answer, failure }) => {
      const said =
        failure === undefined
          ? answer === undefined
            ? ''
            : ` -> ${printable(answer.body).slice(0, SHOWN)}`
          : ` ${paint.bad(printable(failure))}`;
      return `${prefix}${paint.link(address)}${note === undefined ? '' : ` (${note})`}${said}`;
    })
    .join('\n');
}
