import type { ReviewAbout } from 'plan-review';
import { commitInWords } from './saved-plan/facts';

/** What the header of a review says beside what is in the plan: the stage, the sources, and the run that planned. */
export async function aboutPlan(
  stage: string,
  workspaceRoot: string,
  environment: NodeJS.ProcessEnv,
): Promise<ReviewAbout> {
  const commit = await commitInWords(workspaceRoot);
  const run = runOf(environment);
  return {
    stage,
    ...(commit === undefined ? {} : { commit }),
    run,
  };
}

/**
 * Where the run of a CI can be read: GitHub Actions, GitLab, Jenkins and what follows its habit.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function runOf(environment: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = environment;
  const { GITHUB_RUN_ID: id, CI_JOB_URL: job, BUILD_URL: build } = environment;
  const all = [
    server !== undefined && repository !== undefined && id !== undefined
      ? `${server}/${repository}/actions/runs/${id}`
      : undefined,
    job,
    build,
  ];
  // Only what a report may link to.
  return all.find((url) => url?.startsWith('https://'));
}
