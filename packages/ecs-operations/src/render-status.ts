import type {
  EcsStatus,
  HostStatus,
  IngressRule,
  StatusExpectation,
  TaskStatus,
} from './ecs-status';
import { runsOnHosts } from './read-service';
import { statusProblems } from './status-problems';
import { statusWarnings } from './status-warnings';
import { palette, type Palette, printable, table } from './terminal';
import { hostName, plural, shortName, stopReason, timeBetween } from './wording';

/** How a status is shown. */
export interface RenderOptions {
  readonly color: boolean;
  /** @default - what each status itself expects */
  readonly expected?: StatusExpectation;
  /**
   * `failure`: it is shown because something failed, which this status may know nothing of; then it says what is wrong, and
   * nothing about the rest. `deployment`: what ECS did, and what was pushed, was told while it happened, and what is as it
   * should be needs no table. @default 'report'
   */
  readonly purpose?: 'report' | 'failure' | 'deployment';
}

const SHOWN_EVENTS = 5;
const SHOWN_STOPPED_TASKS = 3;

/** The status in words for a terminal, problems last, where the eye rests. Ends without a line break. */
export function renderStatus(status: EcsStatus, options: RenderOptions): string {
  return renderStatuses([status], options);
}

/** Several services, each cluster with its hosts once, and the problems of all of them last. */
export function renderStatuses(statuses: readonly EcsStatus[], options: RenderOptions): string {
  const paint = palette(options.color);
  const isBrief = options.purpose === 'deployment';
  const clusters = [...new Set(statuses.map(({ cluster }) => cluster.arn))];
  const sections = clusters.flatMap((arn) => {
    const services = statuses.filter(({ cluster }) => cluster.arn === arn);
    const [first] = services;
    return first === undefined
      ? []
      : [
          ...clusterSection(first, paint),
          ...hostSection(services, paint, isBrief),
          ...securitySection(first, paint, isBrief),
          ...services.flatMap((status, index) => [
            ...(index > 0 ? [''] : []),
            ...serviceSection(status, paint, isBrief),
            ...taskSection(status, paint, isBrief),
            ...(isBrief
              ? []
              : [
                  ...imageSection(status, paint),
                  ...stoppedSection(status, paint),
                  ...eventSection(status, paint),
                ]),
          ]),
        ];
  });
  return [...sections, ...problemSection(statuses, options, paint)].join('\n');
}

function clusterSection({ cluster, region }: EcsStatus, paint: Palette): string[] {
  const state = cluster.status === 'ACTIVE' ? paint.good('ACTIVE') : paint.bad(cluster.status);
  return [`${paint.title('Cluster')} ${printable(cluster.name)} ${state} in ${region}`];
}

function hostSection(services: readonly EcsStatus[], paint: Palette, isBrief: boolean): string[] {
  const hosts = services[0]?.hosts ?? [];
  if (hosts.length === 0) {
    const needed = services.some(({ service }) => runsOnHosts(service));
    return [
      `${paint.title('Hosts')} ${needed ? paint.bad('none registered') : 'none needed: the tasks run on Fargate'}`,
    ];
  }
  const types = distinct(hosts.map((host) => host.instanceType)).join(' and ');
  const zones = distinct(hosts.map((host) => host.availabilityZone)).length;
  const subnets = distinct(hosts.map((host) => host.subnetId)).length;
  const isShown = ({ agentConnected, status }: HostStatus): boolean =>
    !isBrief || !agentConnected || status !== 'ACTIVE';
  const summary = `${hosts.length} registered ${types === '' ? '' : `${types} `}host${hosts.length === 1 ? '' : 's'} in ${plural(zones, 'AZ')}, ${plural(subnets, 'subnet')}`;
  return [
    `${paint.title('Hosts')} ${summary}`,
    ...table(hosts.filter(isShown).map((host) => hostCells(host, paint))),
  ];
}

function hostCells(host: HostStatus, paint: Palette): string[] {
  return [
    host.instanceId,
    host.instanceType ?? '-',
    host.availabilityZone ?? '-',
    host.subnetId ?? '-',
    host.publicIp ?? (host.privateIp === undefined ? '-' : `${host.privateIp} (private)`),
    plural(host.runningTasks, 'task'),
    host.agentConnected ? 'agent connected' : paint.bad('agent disconnected'),
    host.status === 'ACTIVE' ? '' : paint.warn(host.status),
  ];
}

function securitySection(
  { securityGroups }: EcsStatus,
  paint: Palette,
  isBrief: boolean,
): string[] {
  if (securityGroups.length === 0) {
    return [];
  }
  return section(
    paint.title(securityGroups.length === 1 ? 'Security group' : 'Security groups'),
    securityGroups.map((group) => [
      group.id,
      printable(group.name ?? ''),
      group.ingress === undefined
        ? 'rules not readable'
        : group.ingress.length === 0
          ? 'lets nothing in'
          : `lets in ${group.ingress.map(ruleText).join(', ')}`,
    ]),
    isBrief,
  );
}

/** A table below its title; in brief the only row stands beside it. */
function section(title: string, rows: readonly (readonly string[])[], isBrief: boolean): string[] {
  const [first, ...others] = rows;
  return isBrief && first !== undefined && others.length === 0
    ? [`${title} ${first.filter((cell) => cell !== '').join('  ')}`]
    : [title, ...table(rows)];
}

function ruleText({ source, protocol, fromPort, toPort }: IngressRule): string {
  const ports =
    fromPort === undefined ? 'all' : fromPort === toPort ? `${fromPort}` : `${fromPort}-${toPort}`;
  return `${source} -> ${protocol === 'all' ? 'all traffic' : `${ports}/${protocol}`}`;
}

function serviceSection(
  { service, serviceName }: EcsStatus,
  paint: Palette,
  isBrief: boolean,
): string[] {
  if (service === undefined) {
    return [`${paint.title('Service')} ${printable(serviceName)} ${paint.bad('does not exist')}`];
  }
  const count = `${service.runningCount}/${service.desiredCount} running`;
  const counted =
    service.runningCount < service.desiredCount ? paint.bad(count) : paint.good(count);
  const state = service.status === 'ACTIVE' ? '' : ` ${paint.bad(service.status)}`;
  // One that is through says what the line above it says.
  const [only, ...others] = service.deployments;
  const isThrough =
    others.length === 0 && only?.rolloutState === 'COMPLETED' && only.failedTasks === 0;
  return [
    `${paint.title('Service')} ${printable(service.name)}${state} ${counted}, revision ${shortName(service.taskDefinitionArn)}`,
    ...table(
      (isBrief && isThrough ? [] : service.deployments).map((deployment) => [
        deployment.status,
        shortName(deployment.taskDefinitionArn),
        deployment.rolloutState === 'FAILED'
          ? paint.bad('FAILED')
          : (deployment.rolloutState ?? '-'),
        `${deployment.runningCount}/${deployment.desiredCount} running`,
        `${deployment.pendingCount} pending`,
        deployment.failedTasks === 0 ? '0 failed' : paint.warn(`${deployment.failedTasks} failed`),
      ]),
    ),
  ];
}

function taskSection(status: EcsStatus, paint: Palette, isBrief: boolean): string[] {
  if (status.tasks.length === 0) {
    return [`${paint.title('Tasks')} none`];
  }
  return section(
    paint.title(isBrief && status.tasks.length === 1 ? 'Task' : 'Tasks'),
    status.tasks.map((task) => [
      shortName(task.taskArn),
      task.lastStatus === 'RUNNING' ? paint.good('RUNNING') : paint.warn(task.lastStatus),
      shortName(task.taskDefinitionArn),
      `on ${taskHost(status, task)}`,
      ...taskLinks(status, task, paint),
    ]),
    isBrief,
  );
}

function taskHost({ hosts }: EcsStatus, task: TaskStatus): string {
  const host = hosts.find((item) => item.containerInstanceArn === task.containerInstanceArn);
  if (host !== undefined) {
    return hostName(host);
  }
  if (task.launchType === 'FARGATE') {
    return `Fargate (${task.availabilityZone ?? 'no zone yet'})`;
  }
  return task.containerInstanceArn === undefined ? 'no host yet' : 'an unknown host';
}

function taskLinks({ urls }: EcsStatus, task: TaskStatus, paint: Palette): string[] {
  const links = urls.filter((item) => item.taskArn === task.taskArn);
  if (links.length > 0) {
    return [
      links
        .map(({ url, note }) => paint.link(url) + (note === undefined ? '' : ` (${note})`))
        .join(' '),
    ];
  }
  if (task.lastStatus !== 'RUNNING') {
    return ['no URL before it runs'];
  }
  return [
    task.privateIp === undefined
      ? 'no published tcp port'
      : `${task.privateIp} inside its network (private)`,
  ];
}

function imageSection({ images, readAt }: EcsStatus, paint: Palette): string[] {
  if (images.length === 0) {
    return [];
  }
  return [
    paint.title(images.length === 1 ? 'Image' : 'Images'),
    ...table(
      images.map((image) => [
        printable(image.reference),
        image.digest === undefined ? '' : image.digest.slice(0, 'sha256:'.length + 12),
        !image.inRepository
          ? paint.bad('not in the repository')
          : `tags ${image.tags.length === 0 ? 'none' : image.tags.map(printable).join(', ')}`,
        image.pushedAt === undefined ? '' : `pushed ${timeBetween(image.pushedAt, readAt)} ago`,
      ]),
    ),
  ];
}

function stoppedSection({ stoppedTasks, readAt }: EcsStatus, paint: Palette): string[] {
  if (stoppedTasks.length === 0) {
    return [];
  }
  const hidden = stoppedTasks.length - SHOWN_STOPPED_TASKS;
  return [
    `${paint.title('Stopped recently')}${hidden > 0 ? ` (${hidden} more not shown)` : ''}`,
    ...table(
      stoppedTasks
        .slice(0, SHOWN_STOPPED_TASKS)
        .map((task) => [
          shortName(task.taskArn),
          shortName(task.taskDefinitionArn),
          task.stoppedAt === undefined
            ? task.lastStatus
            : `${timeBetween(task.stoppedAt, readAt)} ago`,
          printable(stopReason(task)),
        ]),
    ),
  ];
}

function eventSection({ service, readAt }: EcsStatus, paint: Palette): string[] {
  const events = service?.events.slice(0, SHOWN_EVENTS) ?? [];
  if (events.length === 0) {
    return [];
  }
  return [
    paint.title('Last events'),
    ...table(
      events.map((event) => [
        event.createdAt === undefined ? '' : `${timeBetween(event.createdAt, readAt)} ago`,
        printable(event.message),
      ]),
    ),
  ];
}

function problemSection(
  statuses: readonly EcsStatus[],
  options: RenderOptions,
  paint: Palette,
): string[] {
  const { expected, purpose = 'report' } = options;
  // What is wrong with a host is wrong once, however many services it runs.
  const every = (of: (status: EcsStatus) => readonly string[]) => [
    ...new Set(statuses.flatMap(of)),
  ];
  const notes = every((status) => status.notes);
  const problems = every((status) => statusProblems(status, expected));
  const warnings = every((status) => statusWarnings(status, expected));
  return [
    ...notes.map((note) => `  ${paint.warn('Not read:')} ${printable(note)}`),
    ...list(paint.warn(plural(warnings.length, 'warning')), warnings),
    ...list(paint.bad(plural(problems.length, 'problem')), problems),
    ...(problems.length + warnings.length > 0 || purpose === 'failure'
      ? []
      : [verdict(notes, paint)]),
  ];
}

/** Nothing good is said of what was not read. */
function verdict(notes: readonly string[], paint: Palette): string {
  return notes.length === 0
    ? paint.good('All as it should be.')
    : paint.good('All that could be read is as it should be.');
}

function list(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0
    ? []
    : [title, ...sentences.map((text) => `  - ${printable(text)}`)];
}

function distinct(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.flatMap((value) => value ?? []))];
}
