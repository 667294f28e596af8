import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../cli';
import { optimizeLater } from '../cli/optimize-later';
import { reviewExitCodes } from '../gates/exit-code';
import type { PlanReview, PlansReview } from '../model';
import { renderHtml } from '../render/html/page';
import { renderPlansHtml } from '../render/html/plans-page';
import { renderMarkdown, type MarkdownOptions } from '../render/markdown/markdown';
import { renderPlansMarkdown } from '../render/markdown/plans';
import { wantsColor } from '../render/terminal/color';
import { renderTerminal } from '../render/terminal/terminal';
import { renderPlansTerminal } from '../render/terminal/plans';
import { writeComment } from './comment';
import { readEvent, type RunEvent } from './event';
import { GitHub, GitHubError } from './github';
import { readInputs, type ActionInputs } from './inputs';
import { addToSummary, command, setOutputs, SUMMARY_BYTES, unheard } from './runner';

type Report = PlanReview | PlansReview;

/** Runs the action as this process: what fails the step is in its exit code. */
export function runAction(): void {
  optimizeLater();
  void act(process.env, (text) => process.stdout.write(text)).then((code) => {
    process.exitCode = code;
  });
}

/** Reviews what the inputs name, and writes log, files, summary, comment and outputs. Gives 1 where the step fails. */
export async function act(
  environment: NodeJS.ProcessEnv,
  log: (text: string) => void,
): Promise<number> {
  try {
    return await review(environment, log);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log(command('error', message));
    setOutputs(environment, { 'exit-code': reviewExitCodes.error });
    return 1;
  }
}

async function review(
  environment: NodeJS.ProcessEnv,
  log: (text: string) => void,
): Promise<number> {
  const inputs = readInputs(environment);
  const event = readEvent(environment, inputs.pullRequest);
  const directory = mkdtempSync(join(environment['RUNNER_TEMP'] ?? tmpdir(), 'plan-review-'));
  const { code, report } = await reportOf(inputs, event, directory, environment);
  const files = writeFiles(directory, report);
  log(unheard(terminalOf(report, environment)));
  if (inputs.summary) {
    addToSummary(environment, markdownOf(report, { maxBytes: SUMMARY_BYTES, marker: 'none' }));
  }
  const url = await comment(inputs, event, report, environment, log);
  setOutputs(environment, {
    ...outputsOf(report),
    ...files,
    'exit-code': code,
    'comment-url': url,
  });
  const failure = failures[code];
  if (failure === undefined) {
    return 0;
  }
  log(command('error', failure));
  return 1;
}

const failures: Readonly<Record<number, string>> = {
  [reviewExitCodes.error]: 'A plan could not be reviewed, or Terraform could not finish it.',
  [reviewExitCodes.approvalNeeded]:
    'Somebody must approve this plan (require-approval). Nothing was changed.',
  [reviewExitCodes.policyFailed]: 'Serious findings are not accepted (fail-on: policy).',
};

/** The command itself makes the review: the action means what the command means. */
async function reportOf(
  inputs: ActionInputs,
  { commit, run }: RunEvent,
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly code: number; readonly report: Report }> {
  process.chdir(inputs.workingDirectory);
  const file = join(directory, 'review.json');
  let said = '';
  const about = [
    ...(commit === '' ? [] : [`--commit=${commit}`]),
    ...(run === '' ? [] : [`--run-url=${run}`]),
  ];
  const code = await main(
    [...inputs.options, ...about, '--format=json', `--out=${file}`, '--', ...inputs.plans],
    {
      environment: withoutSecrets(environment, inputs.terraform),
      stdout: {},
      write: () => undefined,
      writeError: (text) => {
        said += text;
      },
      readInput: () => Promise.resolve(undefined),
    },
  );
  if (!existsSync(file)) {
    throw new Error(said.trim() === '' ? `plan-review: ended with ${code}.` : said.trim());
  }
  return { code, report: JSON.parse(readFileSync(file, 'utf8')) as Report };
}

/** The token is for the comment alone; a Terraform that shows a plan needs no input of the action. */
function withoutSecrets(environment: NodeJS.ProcessEnv, terraform: string): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('INPUT_'));
  return {
    ...Object.fromEntries(kept),
    ...(terraform === '' ? {} : { TERRAFORM_BINARY_NAME: terraform }),
  };
}

function isSeveral(report: Report): report is PlansReview {
  return 'kind' in report;
}

function markdownOf(report: Report, options?: MarkdownOptions): string {
  return isSeveral(report) ? renderPlansMarkdown(report, options) : renderMarkdown(report, options);
}

/** A runner is no terminal, but its log shows colours. */
function terminalOf(report: Report, environment: NodeJS.ProcessEnv): string {
  const options = { color: wantsColor(environment, true), width: 120 };
  return isSeveral(report) ? renderPlansTerminal(report, options) : renderTerminal(report, options);
}

function writeFiles(directory: string, report: Report): Readonly<Record<string, string>> {
  const file = (name: string, text?: string): string => {
    const path = join(directory, name);
    if (text !== undefined) {
      writeFileSync(path, text);
    }
    return path;
  };
  return {
    'review-json': file('review.json'),
    'review-markdown': file('review.md', markdownOf(report)),
    'review-html': file(
      'review.html',
      isSeveral(report) ? renderPlansHtml(report) : renderHtml(report),
    ),
  };
}

function outputsOf(report: Report): Readonly<Record<string, string | number | boolean>> {
  const { counts, outcome } = report;
  const access = isSeveral(report)
    ? report.plans.flatMap((plan) =>
        'review' in plan ? [plan.review.verdict.accessWidened] : ['undecided' as const],
      )
    : [report.verdict.accessWidened];
  return {
    verdict: isSeveral(report) ? report.level : report.verdict.level,
    changes: outcome === 'changes',
    'access-widened':
      (['yes', 'undecided', 'not-known'] as const).find((one) => access.includes(one)) ?? 'no',
    creates: counts.create,
    updates: counts.update,
    replaces: counts.replace,
    destroys: counts.destroy,
  };
}

/** Writes the comment where one is wanted and possible; a pull request of a fork has a token that only reads. */
async function comment(
  { comment: when, token }: ActionInputs,
  { repository, pullRequest }: RunEvent,
  report: Report,
  environment: NodeJS.ProcessEnv,
  log: (text: string) => void,
): Promise<string> {
  if (when === 'never' || pullRequest === undefined) {
    return '';
  }
  if (token === '') {
    log(command('notice', 'No comment: there is no token. The summary of the job has the review.'));
    return '';
  }
  const github = new GitHub(environment['GITHUB_API_URL'] ?? 'https://api.github.com', token);
  const only = when === 'always' || report.outcome === 'changes' ? 'always' : 'when there is one';
  try {
    const place = { repository, pullRequest };
    return (await writeComment(github, place, markdownOf(report), only)) ?? '';
  } catch (error) {
    if (!(error instanceof GitHubError) || (error.status !== 403 && error.status !== 404)) {
      throw error;
    }
    const fix =
      'Fix: give the job the permission pull-requests: write; a pull request of a fork cannot have it.';
    log(
      command(
        'notice',
        `No comment: ${error.message}. The summary of the job has the review. ${fix}`,
      ),
    );
    return '';
  }
}
