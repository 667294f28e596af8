import type { AccessChange, Finding, PlanReview } from '../../model';
import { renderMermaid } from '../picture/render-mermaid';
import { accessNotKnown, directionInWords } from '../access-words';
import { driftInWords } from '../drift-words';
import { foldedFindings } from '../folded';
import { groupedAccess, openAndAccepted } from '../grouped';
import { leftOut } from '../left-out';
import { isExposed } from '../new-access';
import { differenceInWords, secretInWords, shortPath } from '../words';
import { attributesOf } from './changes';
import { code, details, escaped, fenced, indented, short, table, written } from './text';

/** Who may do what that could not be done before, or not any more; what several resources share is one row. */
export function access(review: PlanReview, amount: 'all' | 'name', room: number): string {
  const { security, everythingIsNew } = review;
  const notKnown = accessNotKnown(review);
  const last = notKnown === undefined ? [] : [escaped(short(notKnown, 300))];
  if (security.changes.length === 0) {
    return last.length === 0 ? '' : ['### Access', ...last].join('\n\n');
  }
  const rows = groupedAccess(security);
  const exposed = ([first]: readonly AccessChange[]): boolean =>
    everythingIsNew !== true || first === undefined || isExposed(first);
  const inner = rows.filter((same) => !exposed(same));
  const count = inner.reduce((sum, { length }) => sum + length, 0);
  const parts = [
    ...(everythingIsNew === true
      ? ['Everything is new. What is reachable from outside, unlimited, or not known yet:']
      : []),
    accessTable(rows.filter(exposed), amount, room),
    ...(count === 0
      ? []
      : [
          details(
            `${count} more among the new things themselves`,
            accessTable(inner, amount, room),
          ),
        ]),
    ...last,
  ];
  return `### Access (${security.changes.length})\n\n${parts.join('\n\n')}`;
}

function accessTable(
  groups: readonly (readonly AccessChange[])[],
  amount: 'all' | 'name',
  room: number,
): string {
  if (groups.length === 0) {
    return 'Nothing.';
  }
  const rows = written(groups, room, (same) => {
    const [row] = same as readonly [AccessChange];
    const word = escaped(directionInWords(row));
    return [
      row.direction === 'widened' || row.direction === 'changed' ? `**${word}**` : word,
      same
        .map(({ constructPath, address }) =>
          code(short(constructPath === undefined ? address : shortPath(constructPath))),
        )
        .join('<br>'),
      ...(amount === 'name' ? [] : [side(row, 'before'), side(row, 'after'), escaped(row.why)]),
    ];
  });
  const head =
    amount === 'name' ? ['access', 'where'] : ['access', 'where', 'before', 'after', 'why'];
  return table(head, rows);
}

function side(row: AccessChange, which: 'before' | 'after'): string {
  return Object.entries(row[which] ?? {})
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${escaped(name)} ${code(short(text, 300))}`)
    .join('<br>');
}

/** What rules say; what somebody accepted stands below, with the reason. */
export function policy(
  { findings }: PlanReview,
  amount: 'all' | 'open' | 'fail',
  room: number,
): string {
  const { open: all, accepted } = openAndAccepted(findings.findings);
  const open = all.filter(({ level }) => amount !== 'fail' || level === 'fail');
  const parts: string[] = [];
  if (open.length > 0) {
    const rows = written(foldedFindings(open), room, (same) => {
      const [finding] = same as readonly [Finding];
      return [
        finding.level === 'fail' ? '**fail**' : finding.level,
        ruleOf(finding),
        same.map(whereOf).join('<br>'),
        escaped(finding.message),
        escaped(finding.fix ?? ''),
      ];
    });
    parts.push(table(['level', 'rule', 'where', 'finding', 'fix'], rows));
  }
  if (amount === 'all' && accepted.length > 0) {
    const rows = written(accepted, room, (group) => [
      ruleOf(group),
      group.findings.map(whereOf).join('<br>'),
      escaped(group.reason),
      escaped(group.expires ?? ''),
    ]);
    const count = findings.findings.length - all.length;
    parts.push(details(`${count} accepted`, table(['rule', 'where', 'reason', 'until'], rows)));
  }
  if (amount === 'all' && findings.unusedAcknowledgements.length > 0) {
    const rows = written(
      findings.unusedAcknowledgements,
      room,
      ({ id, constructPath, address }) => [code(id), code(constructPath ?? address ?? '')],
    );
    parts.push(details('Accepted, but not found any more', table(['rule', 'where'], rows)));
  }
  return parts.length === 0 ? '' : `### Policy (${open.length})\n\n${parts.join('\n\n')}`;
}

function ruleOf({ ruleId, helpUri }: Pick<Finding, 'ruleId' | 'helpUri'>): string {
  return helpUri === undefined || !/^https:\/\/[\w./?=&%#-]+$/.test(helpUri)
    ? code(ruleId)
    : `[${escaped(ruleId)}](${helpUri})`;
}

function whereOf({ constructPath, address }: Finding): string {
  if (constructPath !== undefined) {
    return code(short(shortPath(constructPath)));
  }
  return address === undefined ? '' : code(short(address));
}

/** Conditions of the program that do not hold. */
export function checks({ failedChecks }: PlanReview, room: number): string {
  if (failedChecks.length === 0) {
    return '';
  }
  const lines = written(
    failedChecks,
    room,
    ({ address, status, messages }) =>
      `- ${code(short(address))} (${status})${messages.map((message) => `\n  - ${escaped(short(message, 400))}`).join('')}`,
  );
  return `### Conditions that do not hold (${failedChecks.length})\n\n${lines.join('\n')}`;
}

/** Monthly cost, what it consists of, and what it leaves out. */
export function cost({ cost }: PlanReview, amount: 'all' | 'name', room: number): string {
  const { monthlyBefore, monthlyAfter, resources, unpriced } = cost;
  if (monthlyBefore === undefined && monthlyAfter === undefined) {
    return '';
  }
  const dollars = (value: number | undefined): string =>
    value === undefined ? '' : `$${value.toFixed(2)}`;
  const title = `### Cost: ${dollars(monthlyBefore ?? 0)} → ${dollars(monthlyAfter ?? 0)} a month`;
  if (amount === 'name') {
    return title;
  }
  const rows = written(resources, room, (one) => [
    code(short(one.constructPath === undefined ? one.address : shortPath(one.constructPath))),
    escaped(one.what),
    dollars(one.monthlyBefore),
    dollars(one.monthlyAfter),
  ]);
  const parts = [
    ...(rows.length === 0
      ? []
      : [table(['what costs', 'how much of it', 'before', 'after'], rows)]),
    ...(unpriced.length === 0
      ? []
      : [
          `Not priced: ${written(unpriced, room, ({ what, why }) => `${escaped(what)} (${escaped(why)})`).join(', ')}.`,
        ]),
    `List prices of ${escaped(cost.pricesOf)}${cost.region === undefined ? '' : `, ${escaped(cost.region)}`}, before taxes and discounts.`,
  ];
  return `${title}\n\n${details('How it comes about', parts.join('\n\n'))}`;
}

/** Outputs that change. */
export function outputs({ outputs }: PlanReview, room: number): string {
  if (outputs.length === 0) {
    return '';
  }
  const lines = written(outputs, room, ({ name, action, sensitive, comesToLight, change }) => {
    const value =
      sensitive || change === undefined ? '' : `: ${code(short(differenceInWords(change)))}`;
    return `- ${code(name)} ${action}${sensitive ? ` ${secretInWords(comesToLight)}` : ''}${value}`;
  });
  return details(`Outputs (${outputs.length})`, lines.join('\n'));
}

/** What the deployment changes without Terraform. */
export function beside({ besideTerraform = [] }: PlanReview, room: number): string {
  if (besideTerraform.length === 0) {
    return '';
  }
  const lines = written(besideTerraform, room, (text) => `- ${escaped(short(text, 400))}`);
  return `### Beside Terraform (${besideTerraform.length})\n\n${lines.join('\n')}`;
}

/** What changed outside Terraform. */
export function drift(review: PlanReview, amount: 'all' | 'name', room: number): string {
  const { drift } = review;
  if (drift.length === 0) {
    return '';
  }
  const parts = written(drift, room, (drifted) => {
    const { address, construct, action, attributes } = drifted;
    const name =
      construct === undefined
        ? code(short(address))
        : `**${escaped(shortPath(construct.path))}** ${code(short(address))}`;
    const done = driftInWords(drifted, review);
    const line = `- ${name} was ${action === 'destroy' ? 'deleted' : 'changed'}${done === undefined ? '' : `; ${done}`}`;
    if (amount === 'name' || attributes.length === 0) {
      return line;
    }
    return `${line}\n\n${indented(details('What', attributesOf(attributes)))}\n`;
  });
  return `### Changed outside Terraform (${drift.length})\n\n${parts.join('\n')}`;
}

/** What the configuration leaves out. */
export function notShown(review: PlanReview, room: number): string {
  return written(leftOut(review), room, (text) => `- ${escaped(short(text, 400))}`).join('\n');
}

/** The architecture, with what changes in colour. */
export function picture({ picture }: PlanReview): string {
  const chart = renderMermaid(picture);
  if (chart === '') {
    return '';
  }
  return details('The picture, with what changes in colour', fenced('mermaid', chart.split('\n')));
}

/** What does not allow to apply the plan, or asks for another one. */
export function ending(review: PlanReview): string {
  if (review.errored) {
    return '**Terraform stopped with errors: this plan is incomplete and cannot be applied.**';
  }
  if (review.complete) {
    return '';
  }
  const deferred = review.deferred.map(
    ({ address, reason }) => `- ${code(short(address))}: ${escaped(reason)}`,
  );
  return [
    '**Terraform deferred a part of it: plan again after this one is applied.**',
    ...deferred,
  ].join('\n');
}
