import { exitCodes, type CommandSpec } from '../cli/command';
import { outcomeOf, type Outcome } from '../history/outcomes';
import {
  familyOf,
  readDeployments,
  readRevisions,
  type PastDeployment,
  type Revision,
} from '../history/read-history';
import { readService } from '../read-service';
import type { ServiceTarget } from '../services/service-target';
import { palette, printable, table } from '../terminal';

const DEFAULT_COUNT = 10;

interface History {
  readonly cluster: string;
  readonly service: string;
  readonly revisions: readonly (Revision & { readonly outcome: Outcome })[];
  /** Why the outcomes are not known. @default - they are */
  readonly notRead?: string;
}

/** Which revisions there are, and what became of them. */
export const history: CommandSpec = {
  name: 'history',
  summary:
    'the revisions of each service: image, commit, who registered it and when, and what became of it',
  details: [
    'ECS remembers deployments for 90 days. A commit is taken from a tag of the revision (commit, sha, git-commit ...).',
  ],
  options: {
    count: { type: 'text', value: 'N', describes: `how many revisions. Default: ${DEFAULT_COUNT}` },
  },
  examples: [
    { does: 'the last revisions of a service', line: 'history --cluster shop --service web' },
    { does: 'more of them, for a program', line: 'history --cluster shop --count 50 --json' },
  ],
  changes: false,
  async run(session, options) {
    const count = options.count('count', 1) ?? DEFAULT_COUNT;
    const found: History[] = [];
    for (const target of session.targets) {
      found.push(await readHistory(target, count));
    }
    if (session.json) {
      session.printJson(found);
    } else {
      session.print(
        found.map((one) => renderHistory(one, session.surroundings.color)).join('\n\n'),
      );
    }
    return exitCodes.done;
  },
};

async function readHistory(target: ServiceTarget, count: number): Promise<History> {
  const service = await readService(target.clients, target, target.region);
  const revisions = await readRevisions(target, familyOf(service.taskDefinitionArn), count);
  let deployments: readonly PastDeployment[] | undefined;
  let notRead: string | undefined;
  try {
    deployments = await readDeployments(target);
  } catch (error) {
    notRead = (error as Error).message;
  }
  return {
    cluster: target.cluster,
    service: target.service,
    revisions: revisions.map((revision) => ({
      ...revision,
      outcome: outcomeOf(revision, service, deployments),
    })),
    notRead,
  };
}

/** A row for each revision, the newest first. */
export function renderHistory({ service, revisions, notRead }: History, color: boolean): string {
  const paint = palette(color);
  const by = { serves: paint.good, failed: paint.bad } as Record<string, (text: string) => string>;
  return [
    paint.title(printable(service)),
    ...table(
      revisions.map(({ family, revision, images, commit, registeredAt, registeredBy, outcome }) => [
        `${family}:${revision}`,
        registeredAt === undefined
          ? 'time not known'
          : `${registeredAt.toISOString().slice(0, 16).replace('T', ' ')}Z`,
        registeredBy === undefined ? 'by whom ECS does not say' : `by ${whoseArn(registeredBy)}`,
        commit === undefined ? 'no commit tag' : `commit ${printable(commit).slice(0, 12)}`,
        images.map((image) => printable(image.slice(image.lastIndexOf('/') + 1))).join(', '),
        (by[outcome.kind] ?? String)(printable(outcome.words)),
      ]),
    ),
    ...(notRead === undefined ? [] : [`  ${paint.warn('Not read:')} ${printable(notRead)}`]),
  ].join('\n');
}

/** `user/ada`, `deploy-role/session` of an IAM or STS ARN. */
function whoseArn(arn: string): string {
  return printable(
    arn
      .split(':')
      .slice(5)
      .join(':')
      .replace(/^assumed-role\//, '') || arn,
  );
}
