import { judgeState, type StateFacts } from './judge-state';
import type { KnownState } from './known-state';
import type { EarlierState } from './state-store';
import { readSummary, withoutKeys, type StateSummary } from './state-summary';

const place = 's3://b/k';

function state(serial: number, names: readonly string[], lineage = 'L'): StateSummary {
  const resources = names.map((name) => ({ address: `x.${name}`, type: 'x' }));
  return { lineage, serial, resources };
}

function version(id: string, content: EarlierState['content'], time = '2026-01-01'): EarlierState {
  return { id, time: new Date(`${time}T00:00:00Z`), content };
}

function full(id: string, summary: StateSummary): EarlierState {
  return version(id, { kind: 'state', summary });
}

function known(serial: number, resources: number, lineage = 'L'): KnownState {
  return { version: 1, stack: 's', place, lineage, serial, resources, recorded: '2026-01-02' };
}

function judge(facts: Partial<StateFacts>): string | undefined {
  const earlier = { looked: true, versions: [] } as const;
  return judgeState({ place, stack: 's', earlier, existing: [], ...facts })?.found;
}

const versions = (...list: EarlierState[]) => ({ looked: true, versions: list }) as const;

describe('judgeState says nothing', () => {
  it.each<[string, Partial<StateFacts>]>([
    ['of a stage that is new', {}],
    ['of the state that is known', { now: state(3, ['a']), known: known(2, 1) }],
    ['of one that was destroyed elsewhere', { now: state(4, []), known: known(3, 2) }],
    [
      'of one that went when it was empty',
      { earlier: versions(version('d', { kind: 'deleted' }), full('v', state(3, []))) },
    ],
    [
      'of a new one after an empty one',
      { now: state(1, ['a'], 'N'), earlier: versions(full('v', state(3, []))) },
    ],
    [
      'of one that was brought back over another',
      {
        now: state(3, ['a']),
        earlier: versions(full('w', state(9, ['q'], 'Q')), full('v', state(3, ['a']))),
      },
    ],
    [
      'of one whose resources are partly in the stack',
      { now: state(1, ['a', 'gone']), addresses: new Set(['x.a']) },
    ],
    [
      'of what exists while the state holds something',
      { now: state(1, ['a']), existing: ['a cluster'] },
    ],
  ])('%s', (_name, facts) => {
    expect(judge(facts)).toBeUndefined();
  });
});

describe('judgeState finds', () => {
  it.each<[string, Partial<StateFacts>, string]>([
    ['a lost one by the record', { known: known(3, 2) }, 'there is none, but on 2026-01-02'],
    [
      'a lost one by the versions, although the record is of an emptied one',
      { known: known(3, 0), earlier: versions(full('v', state(5, ['a']))) },
      'there was one: serial 5, 1 resource',
    ],
    [
      'one that moved to a place where it is not',
      { known: { ...known(3, 2), place: 's3://old/k' } },
      'this stage had one at s3://old/k: serial 3, 2 resources',
    ],
    [
      'another one',
      { now: state(9, ['a'], 'N'), known: known(3, 2) },
      'it is another state (lineage N',
    ],
    ['an older one', { now: state(2, ['a']), known: known(3, 2) }, 'it had serial 3 on 2026-01-02'],
    [
      'an older one that is empty',
      { now: state(2, []), known: known(3, 2) },
      'it is older than it was',
    ],
    [
      'one of another stack at its own key',
      { now: state(2, ['q']), addresses: new Set(['x.a']) },
      'none of its 1 resources is in the stack s: x.q',
    ],
    ['what exists without a state', { existing: ['a cluster'] }, 'but these exist: a cluster'],
  ])('%s', (_name, facts, found) => {
    expect(judge(facts)).toContain(found);
  });

  it('nothing to go back to where versions cannot be looked at', () => {
    const earlier = { looked: false, why: 'AccessDenied' } as const;
    const facts = { place, stack: 's', earlier, existing: [], known: known(3, 2) };
    expect(judgeState(facts)).toMatchObject({ back: undefined });
  });
});

describe('readSummary', () => {
  it('reads lineage, serial and what is managed, without values', () => {
    const text = JSON.stringify({
      version: 4,
      lineage: 'L',
      serial: 2,
      resources: [
        { mode: 'data', type: 'd', name: 'n', instances: [{ attributes: { id: 'i' } }] },
        {
          mode: 'managed',
          module: 'module.m["k.e"]',
          type: 't',
          name: 'n',
          instances: [{ index_key: 'a', attributes: { id: 'i', password: 'secret' } }],
        },
      ],
    });
    expect(readSummary(text)).toEqual({
      kind: 'state',
      summary: {
        lineage: 'L',
        serial: 2,
        resources: [{ address: 'module.m["k.e"].t.n["a"]', type: 't', id: 'i' }],
      },
    });
  });

  it.each([
    ['', 'none'],
    ['{"version":4,"serial":0,"lineage":"","resources":[]}', 'none'],
    ['{"version":4,"lineage":"L"', 'broken'],
    ['null', 'broken'],
    ['[]', 'broken'],
    ['{"version":4,"lineage":"","resources":[{}]}', 'broken'],
    ['{"version":4,"lineage":"L","resources":{}}', 'broken'],
  ])('takes %j as %s', (text, kind) => {
    expect(readSummary(text).kind).toBe(kind);
  });

  it('says of a state that OpenTofu has encrypted that it has', () => {
    const text =
      '{"serial":3,"lineage":"L","meta":{},"encrypted_data":"x","encryption_version":"v0"}';
    expect(readSummary(text)).toEqual({
      kind: 'broken',
      problem: 'OpenTofu has encrypted it, and only a plain state can be read here',
    });
  });

  it('knows an address without its keys', () => {
    expect(withoutKeys('module.m["k.e"].t.n[0]')).toBe('module.m.t.n');
  });
});
