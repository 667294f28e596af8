import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEnvironments, writeEnvironment } from './container-environment';

const directory = mkdtempSync(join(tmpdir(), 'local-aws-environment-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('writeEnvironment', () => {
  it('puts values in a file that only this user can read, and no value on the command line', () => {
    const { args, variables, remove } = writeEnvironment(directory, [
      { name: 'TOKEN', value: 'a=b "c" #d' },
      { name: 'EMPTY' },
      { name: 'PATH', value: '/bin' },
    ]);
    const [option, file = ''] = args;
    expect([option, args.length, variables]).toEqual(['--env-file', 2, {}]);
    expect(readFileSync(file, 'utf8')).toBe('TOKEN=a=b "c" #d\nEMPTY=\nPATH=/bin\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    remove();
    expect(readdirSync(join(directory, 'environment'))).toEqual([]);
  });

  it.each([
    ['KEY', 'line 1\nline 2'],
    ['KEY', 'ends with a return\r'],
    ['#KEY', 'value'],
    ['a name', 'value'],
    ['KEY', 'x'.repeat(70_000)],
  ])('gives %j what a file cannot hold by name', (name, value) => {
    expect(writeEnvironment(directory, [{ name, value }])).toMatchObject({
      args: ['--env', name],
      variables: { [name]: value },
    });
  });

  it.each(['DOCKER_HOST', 'PATH', 'LD_PRELOAD', 'https_proxy', 'HOME'])(
    'never lets a task set %s of the docker command',
    (name) => {
      expect(() => writeEnvironment(directory, [{ name, value: 'a\nb' }])).toThrow(
        `environment variable ${name}: its value has a line break`,
      );
    },
  );

  it('has nothing to write for no variables', () => {
    expect(writeEnvironment(directory, [])).toMatchObject({ args: [], variables: {} });
  });
});

describe('removeEnvironments', () => {
  it('removes what a killed daemon left', () => {
    const { args } = writeEnvironment(directory, [{ name: 'A', value: 'b' }]);
    removeEnvironments(directory);
    expect(() => statSync(args[1] ?? '')).toThrow('ENOENT');
  });
});
