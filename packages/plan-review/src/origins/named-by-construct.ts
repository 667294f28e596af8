import type { ConstructOrigin, PlanReview } from '../model';
import { blockAddress } from '../plan/configuration';

type Told = Pick<PlanReview, 'changes' | 'security' | 'findings'>;

/** An address inside of a sentence: `module.net["a"].aws_vpc.main[0]`, without what follows it. */
const address =
  /(?:module\.[\w-]+(?:\[(?:\d+|"[^"]*")\])?\.)*(?:data\.)?[a-z][a-z0-9]*_\w+\.[A-Za-z_][\w-]*(?:\[(?:\d+|"[^"]*")\])?/g;

/**
 * The same in the words of the program: sentences and columns that name a resource name its construct, where there is
 * one. Addresses that say which resource something is about stay.
 */
export function namedByConstruct<Facts extends Told>(
  facts: Facts,
  origins: Readonly<Record<string, ConstructOrigin>>,
): Facts {
  if (Object.keys(origins).length === 0) {
    return facts;
  }
  const named = (text: string): string =>
    text.replace(address, (found) => {
      const block = blockAddress(found);
      const key = [found, block].find((candidate) => Object.hasOwn(origins, candidate));
      const path = key === undefined ? undefined : origins[key]?.path;
      return path === undefined
        ? found
        : path.replace(/\/Resource$/, '') + (key === block ? found.slice(block.length) : '');
    });
  const columns = (side: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(side).map(([name, text]) => [name, named(text)]));
  return {
    ...facts,
    changes: facts.changes.map((change) => ({
      ...change,
      effects: change.effects.map((effect) => ({ ...effect, text: named(effect.text) })),
    })),
    security: {
      ...facts.security,
      changes: facts.security.changes.map((row) => ({
        ...row,
        why: named(row.why),
        ...(row.before === undefined ? {} : { before: columns(row.before) }),
        ...(row.after === undefined ? {} : { after: columns(row.after) }),
      })),
    },
    findings: {
      ...facts.findings,
      findings: facts.findings.findings.map((finding) => ({
        ...finding,
        message: named(finding.message),
      })),
    },
  };
}
