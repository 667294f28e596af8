import { jsonLog } from './json-log';

describe('jsonLog', () => {
  it('writes one line of JSON per entry, with the time first', () => {
    const lines: string[] = [];
    jsonLog((line) => lines.push(line))({ event: 'request', status: 200 });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^\{"time":"\d{4}-\d\d-\d\dT[\d:.]+Z","event":"request","status":200\}\n$/,
    );
  });

  it('keeps a forged line break inside its line', () => {
    const lines: string[] = [];
    jsonLog((line) => lines.push(line))({ event: 'request', path: '/\n{"event":"forged"}' });
    expect(lines.join('').match(/\n/g)).toHaveLength(1);
  });
});
