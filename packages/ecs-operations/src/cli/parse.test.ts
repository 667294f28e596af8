import { commands } from '../commands';
import { UsageError } from './command';
import { renderCommandHelp, renderHelp } from './help';
import { Options } from './options';
import { parseCommandLine } from './parse';

const parse = (...args: readonly string[]) => parseCommandLine(args, commands);

function optionsOf(...args: readonly string[]): Options {
  const read = parse(...args);
  if (read.kind !== 'run') {
    throw new Error('not a command to run');
  }
  return read.options;
}

describe('parseCommandLine', () => {
  it('reads texts, lists and flags', () => {
    const options = optionsOf('url', '--cluster', 'c', '--service=a', '--service', 'b', '--json');
    expect([options.text('cluster'), options.list('service'), options.flag('json')]).toEqual([
      'c',
      ['a', 'b'],
      true,
    ]);
    expect([options.flag('no-fetch'), options.text('state')]).toEqual([false, undefined]);
  });

  it.each([
    [['statsu'], "Unknown command 'statsu'. Did you mean 'status'? Commands: status, "],
    [['status', '--clustre', 'x'], "unknown option '--clustre'. Did you mean '--cluster'?"],
    [['status', '--follow'], "unknown option '--follow'. It is one of: "],
    [['--cluster', 'x', 'status'], 'The command comes first'],
    [['status', '--cluster'], '--cluster needs a value: --cluster NAME.'],
    [['status', '--cluster', '--json'], '--cluster needs a value'],
    [['status', '--cluster='], '--cluster needs a value'],
    [['status', '--json=yes'], "--json takes no value; got 'yes'"],
    [['status', '--cluster', 'a', '--cluster', 'b'], 'can be given once'],
    [['status', 'web'], "status: what is 'web'?"],
    [['status', '--', 'web'], 'nothing may stand after --'],
    [['status', '-x'], "unknown option '-x'"],
    [['status', '--constructor', 'x'], "unknown option '--constructor'"],
    [['status', '--__proto__', 'x'], "unknown option '--__proto__'"],
  ])('refuses %j', (args, words) => {
    expect(() => parse(...args)).toThrow(UsageError);
    expect(() => parse(...args)).toThrow(words);
  });

  it.each([[['--help']], [['-h']], [[]], [['help']]])('shows all commands for %j', (args) => {
    expect(parse(...args)).toEqual({ kind: 'help' });
  });

  it.each([[['status', '--help']], [['status', '--cluster', 'x', '-h']], [['help', 'status']]])(
    'shows one command for %j',
    (args) => expect(parse(...args)).toMatchObject({ kind: 'help', command: { name: 'status' } }),
  );
});

describe('the help', () => {
  it.each(commands.map((command) => [command.name, command] as const))(
    'of %s has examples that the command itself understands',
    (name, command) => {
      expect(renderHelp(commands)).toContain(`  ${name} `);
      expect(command.examples.length).toBeGreaterThan(0);
      expect(renderCommandHelp(command)).toContain('--json');
      for (const { line } of command.examples) {
        const words = line.replace(/ [<|].*$/, '').split(' ');
        expect(parse(...words)).toMatchObject({ kind: 'run', command: { name } });
      }
    },
  );
});

describe('Options', () => {
  const now = new Date('2026-01-31T12:00:00Z');
  it.each([
    ['10m', '2026-01-31T11:50:00.000Z'],
    ['2h', '2026-01-31T10:00:00.000Z'],
    ['2026-01-30', '2026-01-30T00:00:00.000Z'],
    ['2026-01-30T01:02:03Z', '2026-01-30T01:02:03.000Z'],
  ])('reads %s as a moment', (text, moment) => {
    expect(new Options({ since: text }).since('since', now)?.toISOString()).toBe(moment);
  });

  it.each(['yesterday', '10', '10 m', '-5m', '1', '2026-13-45', '9999999h'])(
    'refuses %j as a moment',
    (text) => expect(() => new Options({ since: text }).since('since', now)).toThrow(UsageError),
  );

  it.each(['-1', '1.5', '', '1e3', '0x10', '99999999999999999999'])(
    'refuses %j as a count',
    (text) => {
      expect(() => new Options({ count: text }).count('count', 0)).toThrow(UsageError);
    },
  );
});
