import { compareRules } from './compare-rules';
import { groupRule } from './group-rule';
import type { AccessRule } from './rule';

/** Rules that `for_each` makes: equal, but for the resource that each stands in. Counts how often a box is asked for. */
function rules(count: number, peer: string, asked: { count: number }): readonly AccessRule[] {
  return Array.from({ length: count }, (_, index) => {
    const rule = groupRule(`rule["${index}"]`, 'group', 'ingress', 'tcp', 443, 443, {
      kind: 'cidr',
      id: peer,
    });
    if (rule === undefined) {
      throw new Error(`no rule for ${peer}`);
    }
    const { box, ...rest } = rule;
    return {
      ...rest,
      get box() {
        asked.count += 1;
        return box;
      },
    };
  });
}

describe('compareRules', () => {
  it('compares what for_each makes once, and gives each of them its row', () => {
    const asked = { count: 0 };
    const rows = compareRules({
      before: rules(1000, '10.0.0.0/16', asked),
      after: rules(1000, '0.0.0.0/0', asked),
      holderGone: false,
    });
    expect(rows).toHaveLength(1000);
    expect(new Set(rows.map(({ address }) => address)).size).toBe(1000);
    expect(new Set(rows.map(({ direction }) => direction))).toEqual(new Set(['widened']));
    expect(asked.count).toBeLessThan(10);
  });

  it('asks a rule that stands alone for no key', () => {
    const [rule] = rules(1, '10.0.0.0/16', { count: 0 });
    const { key, ...rest } = rule as AccessRule;
    const asked = jest.fn(() => key);
    const alone = Object.defineProperty({ ...rest, key }, 'key', { get: asked });
    expect(compareRules({ before: [], after: [alone], holderGone: false })).toHaveLength(1);
    expect(compareRules({ before: [alone], after: [], holderGone: false })).toHaveLength(1);
    expect(asked).not.toHaveBeenCalled();
  });

  it('sees that many narrow rules cover a wide one only together', () => {
    const peers = Array.from({ length: 256 }, (_, index) => `10.0.${index}.0/24`);
    const before = (all: readonly string[]): readonly AccessRule[] =>
      all.flatMap((peer) => rules(1, peer, { count: 0 }));
    const after = rules(1, '10.0.0.0/16', { count: 0 });
    const direction = (all: readonly string[]): readonly string[] =>
      compareRules({ before: before(all), after, holderGone: false })
        .filter((row) => row.after !== undefined)
        .map((row) => row.direction);
    expect(direction(peers)).toEqual([]);
    expect(direction(peers.slice(1))).toEqual(['widened']);
  });
});
