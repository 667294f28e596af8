import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ImageRegistration } from '../images/image-registry';
import type { LocalAwsStatus } from '../status';
import { readBody } from './server';

/** What the control endpoint says about the daemon, at any time of its life. */
export type DaemonState =
  | {
      readonly localAws: true;
      readonly state: 'starting';
      readonly directory: string;
      readonly pid: number;
      readonly step: string;
    }
  | {
      readonly localAws: true;
      readonly state: 'running';
      readonly directory: string;
      readonly pid: number;
      readonly status: LocalAwsStatus;
    };

/** Answers requests below `/_local-aws/`. */
export type ControlHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the control endpoint can make the daemon do. */
export interface ControlActions {
  readonly token: () => string | undefined;
  state(): DaemonState;
  stop(): Promise<{ readonly containersRemoved: number }>;
  /** Called when the answer to a stop is on its way. */
  stopped(): void;
  registerImage(image: ImageRegistration): Promise<void>;
}

/** The header that carries the daemon's token; a web page in a browser cannot know it. */
export const TOKEN_HEADER = 'x-local-aws-token';

/** `GET status` for anyone; `POST stop` and `POST images` for those who hold the token. */
export function createControl(actions: ControlActions): ControlHandler {
  return async (request, response) => {
    const route = `${request.method} ${(request.url ?? '').replace('/_local-aws/', '')}`;
    if (route === 'GET status') return reply(response, 200, actions.state());
    if (request.headers[TOKEN_HEADER] !== actions.token() || actions.token() === undefined) {
      return reply(response, 403, { message: 'local-aws: wrong or missing control token.' });
    }
    switch (route) {
      case 'POST stop': {
        const stopped = await actions.stop();
        response.on('close', () => actions.stopped());
        return reply(response, 200, stopped);
      }
      case 'POST images':
        await actions.registerImage(
          JSON.parse((await readBody(request)).toString('utf8')) as ImageRegistration,
        );
        return reply(response, 200, {});
      default:
        return reply(response, 404, { message: `local-aws: no control route ${route}.` });
    }
  };
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(body.length),
  });
  response.end(body);
}
