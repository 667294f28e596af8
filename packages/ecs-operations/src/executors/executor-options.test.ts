import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../commands';
import { executorEntry, executorSchema, optionsFrom } from './executor-options';

const packageRoot = join(__dirname, '../..');
const commandNamed = (name: string) => {
  const found = commands.find((command) => command.name === name);
  if (found === undefined) {
    throw new Error(name);
  }
  return found;
};

/** With UPDATE_SCHEMAS=1 the file is written; otherwise it must be what the table of the command says. */
function expectFile(name: string, content: object): void {
  const file = join(packageRoot, name);
  if (process.env['UPDATE_SCHEMAS'] === '1') {
    writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
  }
  expect(existsSync(file) && JSON.parse(readFileSync(file, 'utf8'))).toEqual(content);
}

describe('the executors', () => {
  it('are all commands', () => {
    const entries = commands.map((command) => [command.name, executorEntry(command)]);
    expectFile('executors.json', { executors: Object.fromEntries(entries) });
  });

  it.each(commands.map((command) => [command.name, command] as const))(
    'have for %s the options of the command (UPDATE_SCHEMAS=1 writes them)',
    (name, command) => expectFile(`schemas/${name}.json`, executorSchema(command)),
  );

  it('take texts, numbers, lists and negated flags as Nx reads them', () => {
    const logs = optionsFrom(commandNamed('logs'), {
      follow: true,
      since: '5m',
      service: ['a', 'b'],
    });
    expect([logs.flag('follow'), logs.text('since'), logs.list('service')]).toEqual([
      true,
      '5m',
      ['a', 'b'],
    ]);
    const scale = optionsFrom(commandNamed('scale'), { count: 3, wait: false, json: false });
    expect([scale.count('count', 0), scale.flag('no-wait'), scale.flag('json')]).toEqual([
      3,
      true,
      false,
    ]);
    const run = optionsFrom(commandNamed('run'), { command: ['node', 'x'], service: 'web' });
    expect([run.list('command'), run.list('service'), run.flag('no-wait')]).toEqual([
      ['node', 'x'],
      ['web'],
      false,
    ]);
    expect(optionsFrom(commandNamed('restart'), { wait: true }).flag('no-wait')).toBe(false);
  });

  it('refuse a text that Nx has made another number of', () => {
    expect(() => optionsFrom(commandNamed('logs'), { task: Infinity })).toThrow('task: Nx took it');
    expect(optionsFrom(commandNamed('logs'), { task: 12345678 }).text('task')).toBe('12345678');
  });

  it('do not say where to look: the stage does', () => {
    expect(JSON.stringify(executorSchema(commandNamed('status')))).not.toMatch(
      /"(cluster|state|region|endpoint)"/,
    );
  });
});
