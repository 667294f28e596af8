import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  dockerProviderVersions,
  imageRoad,
  registry,
  temporary,
  whereAllIsThere,
} from '../fixtures/image-road';

const NO_CHANGES = 'No changes.';
const files = (text: string) => ({ Dockerfile: 'FROM scratch\nCOPY . /\n', text });

whereAllIsThere.each(dockerProviderVersions)(
  'a build with version %s of the docker provider',
  (version) => {
    it('pushes, survives a revert, and gives latest the digest of the hash tag each time', async () => {
      const mutable = imageRoad(version, 'mutable');
      for (const text of ['a', 'b', 'a']) {
        const tag = await mutable.synth(files(text), { alsoTag: ['latest'] });
        expect(await mutable.apply()).toContain(NO_CHANGES);
        const digest = await registry().digestOf(mutable.repository, tag);
        expect(digest).toMatch(/^sha256:/);
        expect(await registry().digestOf(mutable.repository, 'latest')).toBe(digest);
      }
    }, 600_000);

    it('gives latest the digest of the hash tag when it is added later, on an engine with another image', async () => {
      const mutable = imageRoad(version, 'later');
      const tag = await mutable.synth(files('a'));
      await mutable.apply();
      const digest = await registry().digestOf(mutable.repository, tag);
      mutable.emptyEngine();
      // What another engine makes of the same sources: something that is not what was pushed.
      mutable.buildOtherImage(tag, files('other times, another digest'));
      await mutable.synth(files('a'), { alsoTag: ['latest'] });
      expect(await mutable.apply()).toContain(NO_CHANGES);
      expect(await registry().digestOf(mutable.repository, 'latest')).toBe(digest);
      expect(await registry().digestOf(mutable.repository, tag)).toBe(digest);
    }, 600_000);

    it('does not push again to an immutable repository where the condition says that the tag is there', async () => {
      const immutable = imageRoad(version, 'immutable');
      const first = await immutable.synth(files('a'));
      expect(await immutable.apply()).toContain(NO_CHANGES);
      await immutable.forget();
      await immutable.synth(files('b'));
      await immutable.apply();
      await immutable.forget();
      await immutable.synth(files('a'));
      expect(await immutable.apply({ build: false })).toContain(NO_CHANGES);
      expect(registry().puts.get(`${immutable.repository}:${first}`)).toBe(1);
      // Without the condition: what the check at synth is for.
      await expect(immutable.apply()).rejects.toThrow('cannot be overwritten');
    }, 600_000);

    it('builds a Dockerfile below the context, with labels and arguments that arrive as they were written, and a log', async () => {
      const options = imageRoad(version, 'options');
      const log = join(temporary.make(), 'build.log');
      const dockerfile =
        'FROM scratch\nARG memory=512m\nARG HERE\nLABEL from-argument=$memory from-text=$HERE\nCOPY text /\n';
      const tag = await options.synth(
        { ...files('a'), 'docker/Dockerfile': dockerfile },
        {
          dockerfile: 'docker/Dockerfile',
          labels: { team: 'x y', sum: '${1 + 1}', 'a%{x}': '%{http_code}' },
          buildArgs: { memory: '1g', HERE: '${HOME}' },
          buildLogFile: log,
        },
      );
      expect(await options.apply()).toContain(NO_CHANGES);
      expect(options.inspect(tag, '{{.Config.Labels.team}}')).toBe('x y');
      expect(options.inspect(tag, '{{index .Config.Labels "from-argument"}}')).toBe('1g');
      expect(options.inspect(tag, '{{index .Config.Labels "from-text"}}')).toBe('${HOME}');
      expect(options.inspect(tag, '{{.Config.Labels.sum}}')).toBe('${1 + 1}');
      expect(options.inspect(tag, '{{index .Config.Labels "a%{x}"}}')).toBe('%{http_code}');
      expect(existsSync(log)).toBe(true);
    }, 600_000);

    it('puts labels on the image with DOCKER_BUILDKIT=0, too', async () => {
      const classic = imageRoad(version, 'classic');
      const tag = await classic.synth(files('a'), { labels: { team: 'x' } });
      await classic.apply({ env: { DOCKER_BUILDKIT: '0' } });
      expect(classic.inspect(tag, '{{.Config.Labels.team}}')).toBe('x');
    }, 600_000);

    it('hands cacheFrom to the builder, or synth refuses it', async () => {
      const cached = imageRoad(version, 'cached');
      const synth = cached.synth(files('a'), { cacheFrom: ['type=nonsense,whatever'] });
      if (/^3\.[0-6]\./.test(version)) {
        await expect(synth).rejects.toThrow(
          'cacheFrom is ignored by the docker provider before 3.7.0',
        );
      } else {
        await synth;
        await expect(cached.apply()).rejects.toThrow(/nonsense|whatever/);
      }
    }, 600_000);
  },
);
