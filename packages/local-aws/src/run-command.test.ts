import { runCommand } from './run-command';

describe('runCommand', () => {
  it('gives what a program wrote, and its code', async () => {
    const { code, stdout, stderr } = await runCommand('sh', [
      '-c',
      'echo out; echo err >&2; exit 3',
    ]);
    expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it.each(['alone', 'as leader of a group'])(
    'has a limit, also where a child of the program goes on and holds its output open: %s',
    async (how) => {
      const children = { add: () => undefined, remove: () => undefined };
      // Were the child waited for, this test would run into the limit of the runner.
      const result = await runCommand('sh', ['-c', 'echo begun; sleep 60 & wait'], {
        timeoutMs: 500,
        ...(how === 'alone' ? {} : { children }),
      });
      expect(result).toMatchObject({
        code: undefined,
        stdout: 'begun\n',
        failure: 'no answer within 0.5 s',
      });
    },
  );

  it('says that a program is not there', async () => {
    const { failure } = await runCommand('no-such-program', []);
    expect(failure).toBe('no-such-program is not on the PATH');
  });
});
