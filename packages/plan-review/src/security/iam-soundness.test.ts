import fc from 'fast-check';
import { findGap } from './box';
import { isUnreadable, parsePolicy } from './policy-document';
import { reviewSecurity } from './review-security';
import { statementBox, statementSubject } from './statement-box';
import { allows, matches, type Request, type StatementJson } from './testing/iam-evaluator';
import { contexts, policies, requests, statement } from './testing/iam-universe';

function review(before: readonly StatementJson[], after: readonly StatementJson[]) {
  const values = (statements: readonly StatementJson[]) => ({
    bucket: 'b',
    policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  });
  return reviewSecurity({
    format_version: '1.2',
    resource_changes: [
      {
        address: 'aws_s3_bucket_policy.p',
        type: 'aws_s3_bucket_policy',
        name: 'p',
        change: { actions: ['update'], before: values(before), after: values(after) },
      },
    ],
  });
}

const runs = { seed: 20_240_229, numRuns: 1000, endOnFailure: true };

describe('reviewSecurity against an evaluator of single requests', () => {
  it.each([
    ['identity', false],
    ['resource', true],
  ])('never calls a wider %s policy narrowed or unchanged', (_, withPrincipal) => {
    const tally = { no: 0, yes: 0, undecided: 0, unchanged: 0 };
    fc.assert(
      fc.property(policies(withPrincipal), ({ before, after }) => {
        const { accessWidened, changes } = review(before, after);
        tally[accessWidened] += 1;
        if (accessWidened !== 'no') {
          return;
        }
        tally.unchanged += changes.length === 0 ? 1 : 0;
        const denies = (statements: readonly StatementJson[]) =>
          statements.filter(({ Effect }) => Effect === 'Deny');
        for (const request of requests([...before, ...after])) {
          const [was, is] = [allows(before, request), allows(after, request)];
          const denied = (statements: readonly StatementJson[]) =>
            denies(statements).some((one) => matches(one, request));
          if (is && !was) {
            throw new Error(`newly allowed: ${JSON.stringify(request)}`);
          }
          // What another policy allows must not become allowed either.
          if (denied(before) && !denied(after)) {
            throw new Error(`no longer denied: ${JSON.stringify(request)}`);
          }
          if (changes.length === 0 && was !== is) {
            throw new Error(`called unchanged: ${JSON.stringify(request)}`);
          }
        }
      }),
      runs,
    );
    // Both answers occur often, and "cannot tell" is rare.
    expect(tally.no).toBeGreaterThan(runs.numRuns / 5);
    expect(tally.yes).toBeGreaterThan(runs.numRuns / 5);
    expect(tally.undecided).toBeLessThan(runs.numRuns / 25);
  });

  it('gives a request as proof whenever it says that more is allowed', () => {
    fc.assert(
      fc.property(statement(true), fc.array(statement(true), { maxLength: 4 }), (one, others) => {
        const document = parsePolicy({ Version: '2012-10-17', Statement: [one, ...others] });
        if (isUnreadable(document)) {
          throw new Error(document.unreadable);
        }
        const [box = [], ...covers] = document.statements.map(statementBox);
        const gap = findGap(box, covers, statementSubject);
        if (gap === undefined) {
          for (const request of requests([one, ...others])) {
            if (matches(one, request) && !others.some((other) => matches(other, request))) {
              throw new Error(`not covered: ${JSON.stringify(request)}`);
            }
          }
        } else if (gap.exact) {
          const request = requestOf(gap.example);
          if (!matches(one, request) || others.some((other) => matches(other, request))) {
            throw new Error(`no proof: ${JSON.stringify(request)}`);
          }
        }
      }),
      runs,
    );
  });
});

function requestOf(example: ReadonlyMap<string, readonly string[] | null>): Request {
  const context: Record<string, readonly string[] | undefined> = {};
  for (const [property, values] of example) {
    const key = /^condition \S+ \S+ (.*)$/.exec(property)?.[1];
    const name = Object.keys(contexts).find((candidate) => candidate.toLowerCase() === key);
    if (name !== undefined) {
      context[name] = values ?? undefined;
    }
  }
  const value = (property: string): string => example.get(property)?.[0] ?? 'free';
  return {
    action: value('action'),
    resource: value('resource'),
    principal: value('principal'),
    context,
  };
}
