import { spawn } from 'node:child_process';
import { exitCodes, type CommandSpec } from '../cli/command';
import { titleOf } from '../services/service-target';
import { urlsOf } from '../services/service-urls';

const PATIENCE_MS = 10_000;

/** The address of a service in a browser. */
export const open: CommandSpec = {
  name: 'open',
  summary: 'opens the address of each service in the browser',
  options: {},
  examples: [{ does: 'one service', line: 'open --cluster shop --service web' }],
  changes: false,
  async run(session) {
    let code: number = exitCodes.done;
    const opened: object[] = [];
    for (const target of session.targets) {
      const { urls, none } = await urlsOf(target);
      const [first] = urls;
      const title = titleOf(target, session.targets);
      if (first === undefined) {
        session.say(`${title}: no URL: ${none ?? 'not known'}.`);
        code = exitCodes.problem;
        continue;
      }
      const failure = await openInBrowser(first.url);
      opened.push({
        service: target.service,
        url: first.url,
        failure,
      });
      if (!session.json) {
        session.print(first.url);
      }
      if (failure !== undefined) {
        session.say(`${title}: ${failure}`);
        code = exitCodes.problem;
      }
    }
    if (session.json) {
      session.printJson(opened);
    }
    return code;
  },
};

/** The program with which a system opens an address; it gets the address as one argument, and no shell reads it. */
export function browserCommand(
  platform: NodeJS.Platform,
  url: string,
): readonly [string, ...string[]] {
  if (platform === 'darwin') {
    return ['open', url];
  }
  return platform === 'win32'
    ? ['rundll32', 'url.dll,FileProtocolHandler', url]
    : ['xdg-open', url];
}

/** @returns why it could not be opened; undefined when the system took it */
async function openInBrowser(url: string): Promise<string | undefined> {
  const [program, ...args] = browserCommand(process.platform, url);
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    const ended = (why?: string): void => {
      clearTimeout(timer);
      child.unref();
      done(why);
    };
    // Some stay for as long as the browser does: then the address is open.
    const timer = setTimeout(ended, PATIENCE_MS);
    child.once('error', () =>
      ended(`no browser was opened: ${program} is not on the PATH. Open it by hand.`),
    );
    child.once('exit', (code) =>
      ended(
        code === 0
          ? undefined
          : `no browser was opened: ${program} ended with ${code ?? 'a signal'}. Open it by hand.`,
      ),
    );
  });
}
