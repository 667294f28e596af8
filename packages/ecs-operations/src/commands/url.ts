import { exitCodes, type CommandSpec } from '../cli/command';
import { titleOf, type ServiceTarget } from '../services/service-target';
import { urlsOf, type ServiceUrl, type ServiceUrls } from '../services/service-urls';
import { palette, printable } from '../terminal';
import { waitForAnswer } from '../wait-for-answer';

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
