import { commandLine, UsageError } from './command-line';

const read = (line: string) => commandLine(line === '' ? [] : line.split(' '));

describe('commandLine', () => {
  it.each([
    ['start', 'start', false],
    ['status --json', 'status', true],
    ['--json status', 'status', true],
    ['env --json --json', 'env', true],
    ['-- stop', 'stop', false],
    ['help', 'help', false],
    ['--help', 'help', false],
    ['-h', 'help', false],
    ['start --help', 'help', false],
    ['start --jsn -h', 'help', false],
  ])('reads %s', (line, command, json) => {
    expect(read(line)).toEqual({ command, json });
  });

  it.each([
    ['status --jsn', "unknown option; got '--jsn'. Allowed: --json, --help (-h)."],
    ['status -j', "unknown option; got '-j'. Allowed: --json, --help (-h)."],
    ['status --port=1', "unknown option; got '--port'."],
    ['status --constructor', "unknown option; got '--constructor'."],
    ['status --json=yes', "--json takes no value; got 'yes'."],
    ['', 'unknown command; got nothing. Allowed: start, status, env, stop, help.'],
    ['begin', "unknown command; got 'begin'. Allowed: start, status, env, stop, help."],
    ['start now please', "unknown argument; got 'now please'."],
    ['status -- --json', "unknown argument; got '--json'."],
  ])('refuses %j and says what is allowed', (line, problem) => {
    expect(() => read(line)).toThrow(UsageError);
    expect(() => read(line)).toThrow(`local-aws: ${problem}`);
    expect(() => read(line)).toThrow('Usage: local-aws start|stop|status|env [--json].');
  });
});
