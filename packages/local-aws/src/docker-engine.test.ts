import { findDockerEngine } from './docker-engine';
import type { RunCommand } from './run-command';

const answering =
  (result: { code?: number; stdout?: string; stderr?: string; failure?: string }): RunCommand =>
  () =>
    Promise.resolve({ code: undefined, stdout: '', stderr: '', ...result });

describe('findDockerEngine', () => {
  it('tells the version of an engine that answers', async () => {
    expect(await findDockerEngine(answering({ code: 0, stdout: '20.10.24\n' }))).toEqual({
      available: true,
      version: '20.10.24',
    });
  });

  it.each([
    [{ failure: 'docker is not on the PATH' }, /not on the PATH/, /Install Docker/],
    [{ code: 1, stderr: 'permission denied while trying to connect' }, /may not talk/, /usermod/],
    [
      { code: 1, stderr: 'Cannot connect to the Docker daemon' },
      /Cannot connect/,
      /systemctl start/,
    ],
    [{ failure: 'no answer within 15 s' }, /no answer within/, /Start it/],
    [{ code: 0, stdout: '\n' }, /does not answer/, /Start it/],
  ])('says why and what to do for %j', async (result, why, fix) => {
    const engine = await findDockerEngine(answering(result));
    expect(engine).toEqual({
      available: false,
      why: expect.stringMatching(why),
      fix: expect.stringMatching(fix),
    });
  });
});
