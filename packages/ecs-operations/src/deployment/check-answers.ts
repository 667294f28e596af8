import type { ServiceStatus } from '../ecs-status';
import { TaskDefinitions } from '../logs/log-sources';
import type { ServiceTarget } from '../services/service-target';
import { urlsOf, type ServiceUrl } from '../services/service-urls';
import { printable } from '../terminal';
import { waitForAnswer } from '../wait-for-answer';

/** How a program says which version of it answers. */
export interface VersionHeader {
  /** The header of its answers: `x-app-version`. */
  readonly header: string;
  /** The environment variable of its container that has the same value. A service without it is asked for no version. */
  readonly variable: string;
}

/** What a service said after a deployment. */
export interface AnswerCheck {
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

/** Seconds that a program which runs already may take to answer; a load balancer learns of it a little later. */
const ANSWER_SECONDS = { 'load balancer': 60, 'host port': 20 };
/** Of a program that may speak something else than HTTP. */
const GUESS_SECONDS = 5;
const SHOWN = 200;

/**
 * Fetches where a service answers: every load balancer, else one published port.
 *
 * Behind an HTTP listener, and of a program whose version is known, an answer is asked for, with that version. A published
 * port alone does not say that it speaks HTTP: there it is enough that something listens, and that it reports no error.
 */
export async function checkAnswers(
  target: ServiceTarget,
  service: ServiceStatus,
  version?: VersionHeader,
): Promise<AnswerCheck> {
  if (service.desiredCount === 0) {
    return { lines: [], problems: [] };
  }
  const { urls, none } = await urlsOf(target);
  const [first] = urls;
  if (first === undefined) {
    return { lines: [`${target.service}: no URL, ${none ?? 'not known why'}`], problems: [] };
  }
  const expected = version && (await versionOf(target, service.taskDefinitionArn, version));
  const asked = first.through === 'load balancer' ? urls : [first];
  const checks = await Promise.all(asked.map((one) => check(target, one, expected)));
  return {
    lines: checks.flatMap(({ lines }) => lines),
    problems: checks.flatMap(({ problems }) => problems),
  };
}

async function check(
  { service }: ServiceTarget,
  { url, note, through }: ServiceUrl,
  expectHeader: { readonly name: string; readonly value: string } | undefined,
): Promise<AnswerCheck> {
  if (note !== undefined || !/^https?:/.test(url)) {
    const why = note ?? 'not HTTP';
    return { lines: [`${service}: ${url} was not fetched: ${why}`], problems: [] };
  }
  const isHttp = through === 'load balancer' || expectHeader !== undefined;
  try {
    const { body, status } = await waitForAnswer(url, {
      timeoutSeconds: isHttp ? ANSWER_SECONDS[through] : GUESS_SECONDS,
      accept: 'any',
      ...(expectHeader === undefined ? {} : { expectHeader }),
    });
    const said = status === 200 ? '' : `${status} `;
    return { lines: [`${url} -> ${said}${printable(body).slice(0, SHOWN)}`], problems: [] };
  } catch (error) {
    const { message } = error as Error;
    return isHttp || /status 5\d\d|connection refused/.test(message)
      ? { lines: [], problems: [`Service ${service}: ${message}`] }
      : { lines: [`${url} listens, and does not answer to HTTP`], problems: [] };
  }
}

async function versionOf(
  { clients, region }: ServiceTarget,
  taskDefinitionArn: string,
  { header, variable }: VersionHeader,
): Promise<{ readonly name: string; readonly value: string } | undefined> {
  const { containerDefinitions = [] } = await new TaskDefinitions(clients, region).get(
    taskDefinitionArn,
  );
  const value = containerDefinitions
    .flatMap(({ environment = [] }) => environment)
    .find(({ name }) => name === variable)?.value;
  return value === undefined ? undefined : { name: header, value };
}
