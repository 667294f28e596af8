import {
  findExample,
  joined,
  mayMeetWithin,
  type Constraint,
  type Example,
  type Literal,
} from './constraint';
import { spend, withPartOfEffort } from './effort';

/**
 * A set of requests: those whose properties satisfy all constraints. A property may have several; one without any is
 * free. An IAM statement and a security group rule are both such a box.
 */
export type Box = readonly (readonly [property: string, constraint: Constraint])[];

/** A request that lies in a box and in none of others. */
export interface Gap {
  /** False when it may be that no such request exists. */
  readonly exact: boolean;
  /** By property; a property that is not named is free. */
  readonly example: ReadonlyMap<string, Example>;
}

/** Which properties describe the same thing, for example two operators on one condition key. */
export type SubjectOf = (property: string) => string;

const itself: SubjectOf = (property) => property;

/** More steps than real policies need; beyond it the answer is "there may be a gap". */
const mostSteps = 20_000;

/**
 * Looks for a request that lies in `box` and in none of `others`. `undefined` is a proof that there is none.
 *
 * Cuts the box along each of the others in turn, keeps the pieces outside, and drops pieces that hold nothing.
 */
export function findGap(
  box: Box,
  others: readonly Box[],
  subjectOf: SubjectOf = itself,
): Gap | undefined {
  return withPartOfEffort(() => {
    const near = others.filter((other) => !areDisjoint(box, other));
    return new Cut(near, subjectOf).run(box);
  });
}

/** Whether two boxes share no request. False also when nobody can tell. */
function areDisjoint(a: Box, b: Box): boolean {
  return (
    somePair(a, b, (left, right) => !mayMeetWithin(left, right)) ||
    somePair(
      a,
      b,
      (left, right) => left !== right && !findExample([holding(left), holding(right)]).found,
    )
  );
}

/** Whether two constraints on one property, one of each box, fulfil a test. */
function somePair(a: Box, b: Box, test: (left: Constraint, right: Constraint) => boolean): boolean {
  for (const [property, left] of a) {
    for (const [other, right] of b) {
      if (property === other && test(left, right)) {
        return true;
      }
    }
  }
  return false;
}

type Piece = ReadonlyMap<string, Found>;

/** What a piece demands of one property, with a value that fits. */
interface Found {
  readonly literals: readonly Literal[];
  readonly example: Example;
  readonly exact: boolean;
}

class Cut {
  private steps = 0;
  private doubtful: Gap | undefined;

  constructor(
    private readonly others: readonly Box[],
    private readonly subjectOf: SubjectOf,
  ) {}

  run(box: Box): Gap | undefined {
    const piece = new Map<string, Found>();
    for (const [property, constraint] of box) {
      const found = this.find(piece, property, holding(constraint));
      if (found === undefined) {
        return undefined;
      }
      piece.set(property, found);
    }
    return this.outside(piece, 0) ?? this.doubtful;
  }

  /** An exact gap in the part of the piece outside of the boxes from `index` on. Remembers the first doubtful one. */
  private outside(piece: Piece, index: number): Gap | undefined {
    const other = this.others[index];
    if (other === undefined || this.steps > mostSteps || !spend(1)) {
      const gap = this.gapOf(piece, other === undefined);
      this.doubtful ??= gap;
      return gap.exact ? gap : undefined;
    }
    let inside = piece;
    for (const [property, constraint] of other) {
      const out = this.demand(inside, property, { constraint, holds: false });
      const gap = out === undefined ? undefined : this.outside(out, index + 1);
      if (gap !== undefined) {
        return gap;
      }
      const within = this.demand(inside, property, holding(constraint));
      if (within === undefined) {
        return undefined;
      }
      inside = within;
    }
    return undefined;
  }

  private demand(piece: Piece, property: string, literal: Literal): Piece | undefined {
    const found = this.find(piece, property, literal);
    return found === undefined ? undefined : new Map(piece).set(property, found);
  }

  private find(piece: Piece, property: string, literal: Literal): Found | undefined {
    this.steps += 1;
    const known = piece.get(property);
    const same = known?.literals.find(({ constraint }) => constraint === literal.constraint);
    if (same !== undefined) {
      // Nothing satisfies a constraint and its contrary.
      return same.holds === literal.holds ? known : undefined;
    }
    // Every box adds a demand, and each is asked for all of them: a thousand rules of one group ask a million.
    const literals = joined([...(known?.literals ?? []), literal]);
    const found = findExample(literals);
    return found.found ? { literals, example: found.example, exact: found.exact } : undefined;
  }

  private gapOf(piece: Piece, complete: boolean): Gap {
    const subjects = [...piece.keys()].map(this.subjectOf);
    return {
      exact:
        complete &&
        new Set(subjects).size === subjects.length &&
        [...piece.values()].every(({ exact }) => exact),
      example: new Map([...piece].map(([property, { example }]) => [property, example])),
    };
  }
}

function holding(constraint: Constraint): Literal {
  return { constraint, holds: true };
}
