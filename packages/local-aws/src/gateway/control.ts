import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ImageRegistration } from '../images/image-registry';
import type { LocalAwsStatus } from '../status';
import { isSecret } from './access-key';
import { readBody } from './request-body';

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

/**
 * What whoever does not hold the token is told: that a local AWS has this port, and whose it is. Any process list of this
 * machine shows as much.
 */
export type DaemonIdentity = Pick<DaemonState, 'localAws' | 'state' | 'directory' | 'pid'> & {
  readonly message: string;
};

/** `GET status`, `POST stop` and `POST images`, for those who hold the token. */
export function createControl(actions: ControlActions): ControlHandler {
  return async (request, response) => {
    const route = `${request.method} ${(request.url ?? '').replace('/_local-aws/', '')}`;
    if (!isSecret(request.headers[TOKEN_HEADER], actions.token())) {
      const { localAws, state, directory, pid } = actions.state();
      const message = 'local-aws: wrong or missing control token.';
      return reply(response, 403, { localAws, state, directory, pid, message });
    }
    switch (route) {
      case 'GET status':
        return reply(response, 200, actions.state());
      case 'POST stop': {
        const stopped = await actions.stop();
        response.on('close', () => actions.stopped());
        return reply(response, 200, stopped);
      }
      case 'POST images':
        return registerImage(actions, await readBody(request), response);
      default:
        return reply(response, 404, { message: `local-aws: no control route ${route}.` });
    }
  };
}

async function registerImage(
  actions: ControlActions,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  let image: unknown;
  try {
    image = JSON.parse(body.toString('utf8'));
  } catch {
    // Answered below, as everything else that is no image.
  }
  const { reference } = (image ?? {}) as Partial<ImageRegistration>;
  if (typeof reference !== 'string') {
    return reply(response, 400, {
      message: 'local-aws: an image is a JSON object with a reference.',
    });
  }
  await actions.registerImage(image as ImageRegistration);
  return reply(response, 200, {});
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(body.length),
  });
  response.end(body);
}
