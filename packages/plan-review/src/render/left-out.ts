import type { PlanReview } from '../model';

/** What the configuration leaves out of the review, in sentences: nobody finds it out by its absence. */
export function leftOut({ findings, ignoredDrift = [] }: PlanReview): readonly string[] {
  const { switchedOff = 0 } = findings;
  return [
    ...(switchedOff === 0
      ? []
      : [
          `${switchedOff} policy ${switchedOff === 1 ? 'finding is' : 'findings are'} switched off by the configuration.`,
        ]),
    ...ignoredDrift.map(
      ({ address, attributes }) =>
        `${address} was changed outside Terraform, which the configuration ignores: ${attributes.join(', ')}.`,
    ),
  ];
}
