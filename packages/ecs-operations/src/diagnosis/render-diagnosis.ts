import { palette, printable, table, type Palette } from '../terminal';
import { plural, shortName, timeBetween } from '../wording';
import type { ContainerEnd, Diagnosis, StoppedGroup } from './diagnosis';

/** A diagnosis in words: what is wrong, the evidence, what to do. */
export function renderDiagnosis(diagnosis: Diagnosis, color: boolean, now = new Date()): string {
  const paint = palette(color);
  const { service, cluster, region, standing, problems, targets, notRead } = diagnosis;
  const wrong = problems.length + targets.length > 0;
  const head = `${paint.title(printable(service))} on ${printable(cluster)} in ${region}: ${standing}`;
  if (!wrong) {
    return [
      head,
      notRead.length === 0
        ? paint.good('  Nothing is wrong with it now.')
        : paint.warn('  Nothing is wrong in what could be read.'),
      ...past(diagnosis.stopped, paint, now),
      ...unread(notRead, paint),
    ].join('\n');
  }
  return [
    head,
    ...problems.map((text) => `  ${paint.bad('-')} ${printable(text)}`),
    ...diagnosis.stopped.flatMap((group) => stoppedLines(group, paint, now)),
    ...section('Load balancer', targets, paint),
    ...section('Hosts', diagnosis.hosts, paint),
    ...section('Auto Scaling', diagnosis.activities, paint),
    ...healthChecks(diagnosis, paint),
    ...remedyLines(diagnosis, paint),
    ...unread(notRead, paint),
    `  Console: ${paint.link(diagnosis.console)}`,
  ].join('\n');
}

function stoppedLines(group: StoppedGroup, paint: Palette, now: Date): string[] {
  const { count, latest, stopCode, reason, containers } = group;
  const when =
    latest.stoppedAt === undefined ? 'stopping' : `${timeBetween(latest.stoppedAt, now)} ago`;
  return [
    `  ${paint.title('Stopped')} ${plural(count, 'task')} of ${shortName(latest.taskDefinitionArn)}, the last one ` +
      `${shortName(latest.taskArn).slice(0, 8)} ${when}: ${stopCode === undefined ? '' : `${stopCode}, `}${printable(reason)}`,
    ...containers.flatMap((container) => containerLines(container)),
  ];
}

function containerLines({ name, exitCode, reason, log }: ContainerEnd): string[] {
  const ended = exitCode === undefined ? 'no exit code: it never ran' : `exit code ${exitCode}`;
  return [
    `    ${name}: ${ended}${reason === undefined ? '' : `, ${printable(reason)}`}`,
    ...(log.kind === 'none'
      ? [`      no log line: ${log.why}`]
      : [
          `      last ${plural(log.lines.length, 'log line')}:`,
          ...log.lines.map((line) => `      | ${line}`),
        ]),
  ];
}

/** A health check that fails is silent in ECS, and that is said where it matters. */
function healthChecks({ healthChecks: commands, remedies }: Diagnosis, paint: Palette): string[] {
  if (!remedies.some(({ remedy }) => remedy.id === 'container-health-check')) {
    return [];
  }
  return section(
    'Health check (ECS keeps no output of it; on the host: docker inspect)',
    commands,
    paint,
  );
}

function remedyLines({ remedies }: Diagnosis, paint: Palette): string[] {
  if (remedies.length === 0) {
    return [
      `  ${paint.title('What to do')} not known: nothing that was said fits the catalogue. Read the events and the log.`,
    ];
  }
  return [
    `  ${paint.title('What to do')}`,
    ...remedies.flatMap(({ remedy, fact }) => [
      `  - ${paint.warn(remedy.title)} (${fact.source}: ${printable(fact.text).slice(0, 160)})`,
      `    ${remedy.fix}`,
      `    ${paint.link(remedy.page)}`,
    ]),
  ];
}

function past(stopped: readonly StoppedGroup[], paint: Palette, now: Date): string[] {
  if (stopped.length === 0) {
    return [];
  }
  return [
    `  ${paint.title('Stopped within the last hour')}`,
    ...table(
      stopped.map(({ count, latest, reason }) => [
        plural(count, 'task'),
        shortName(latest.taskDefinitionArn),
        latest.stoppedAt === undefined ? '' : `${timeBetween(latest.stoppedAt, now)} ago`,
        printable(reason),
      ]),
    ),
  ];
}

function unread(notRead: readonly string[], paint: Palette): string[] {
  return notRead.map((note) => `  ${paint.warn('Not read:')} ${printable(note)}`);
}

function section(title: string, lines: readonly string[], paint: Palette): string[] {
  return lines.length === 0
    ? []
    : [`  ${paint.title(title)}`, ...lines.map((line) => `    ${printable(line)}`)];
}
