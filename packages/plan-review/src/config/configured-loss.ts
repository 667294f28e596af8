import type { Effect, ReviewedChange, Verdict } from '../model';
import { isAt } from './places';

/** Adds that data is lost, where the configuration says that what goes holds some. */
export function withConfiguredData(
  changes: readonly ReviewedChange[],
  holdsData: readonly string[] = [],
): readonly ReviewedChange[] {
  return changes.map((change) => {
    const known = change.effects.some(({ severity }) => severity === 'data-loss');
    if (known || !goes(change) || !holdsData.some((pattern) => isAt(pattern, change))) {
      return change;
    }
    const loss: Effect = {
      severity: 'data-loss',
      text: 'what it holds is lost: the configuration says that it holds data',
    };
    return { ...change, effects: [loss, ...change.effects] };
  });
}

/** Raises the verdict, where something goes that the configuration protects. */
export function withProtected(
  verdict: Verdict,
  changes: readonly ReviewedChange[],
  protects: readonly string[] = [],
): Verdict {
  const gone = changes.filter(
    (change) => goes(change) && protects.some((pattern) => isAt(pattern, change)),
  );
  if (gone.length === 0) {
    return verdict;
  }
  const names = gone.map(({ address, construct }) => construct?.path ?? address);
  const reasons = gone.map(
    ({ action }, index) =>
      `${names[index]} is ${action === 'replace' ? 'replaced' : 'destroyed'}: the configuration protects it.`,
  );
  return {
    ...verdict,
    level: 'DESTRUCTIVE',
    protectedLoss: names,
    reasons: [...reasons, ...verdict.reasons],
  };
}

function goes({ action, deposed }: ReviewedChange): boolean {
  return !deposed && (action === 'destroy' || action === 'replace');
}
