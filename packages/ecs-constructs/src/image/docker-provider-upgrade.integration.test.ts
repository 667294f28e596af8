import {
  dockerProviderVersions,
  imageRoad,
  registry,
  whereAllIsThere,
} from '../fixtures/image-road';

const NO_CHANGES = 'No changes.';
const files = (text: string) => ({ Dockerfile: 'FROM scratch\nCOPY . /\n', text });

/** Every version with every later one. */
const upgrades = dockerProviderVersions.flatMap((from) =>
  dockerProviderVersions.filter((to) => compare(from, to) < 0).map((to) => [from, to] as const),
);

if (upgrades.length === 0) {
  console.warn('skipped: there is only one version of the docker provider.');
}

(upgrades.length === 0 ? describe.skip : whereAllIsThere).each(
  upgrades.length === 0 ? [['one', 'another']] : upgrades,
)('a state of version %s with version %s of the docker provider', (from, to) => {
  it('plans nothing, and the next change of a file is built and pushed', async () => {
    const upgraded = imageRoad(from, `upgraded-to-${to}`);
    await upgraded.synth(files('a'), { alsoTag: ['latest'], labels: { team: 'x' } });
    expect(await upgraded.apply()).toContain(NO_CHANGES);
    upgraded.changeVersion(to);
    await upgraded.synth(files('a'), { alsoTag: ['latest'], labels: { team: 'x' } });
    expect(await upgraded.plan()).toContain(NO_CHANGES);
    const tag = await upgraded.synth(files('b'), { alsoTag: ['latest'], labels: { team: 'x' } });
    expect(await upgraded.apply()).toContain(NO_CHANGES);
    const digest = await registry().digestOf(upgraded.repository, tag);
    expect(digest).toMatch(/^sha256:/);
    expect(await registry().digestOf(upgraded.repository, 'latest')).toBe(digest);
  }, 600_000);
});

function compare(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
