import type { PlanReview } from '../model';

/** Everything that says which plan it is, by the name of what it is; the title, which stands for itself, is not in it. */
export function aboutInWords(
  about: PlanReview['about'] = {},
): readonly (readonly [string, string])[] {
  const { stack, stage, account, region, commit } = about;
  return [
    ['stack', stack] as const,
    ['stage', stage] as const,
    ['account', account] as const,
    ['region', region] as const,
    // As short as Git writes it; the rest tells nobody more.
    [
      'commit',
      commit !== undefined && /^[0-9a-f]{40,}$/.test(commit) ? commit.slice(0, 10) : commit,
    ] as const,
  ].flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text] as const]));
}

/** The address of the run, where it is one that may become a link. */
export function runOf(about: PlanReview['about'] = {}): string | undefined {
  const { run } = about;
  return run !== undefined && /^https:\/\/[\w.-]+(:\d+)?(\/[\w./?=&%+~-]*)?$/.test(run)
    ? run
    : undefined;
}
