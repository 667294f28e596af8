import { execFileSync } from 'node:child_process';
import { shellCommand } from './shell';

describe('shellCommand', () => {
  it.each(['plain/path-1.0', 'with space', "it's", '$(touch x)', 'a;b', '', '*', 'ö'])(
    'gives a shell back %j as it is',
    (word) => {
      const printed = execFileSync('sh', ['-c', `printf %s ${shellCommand([word])}`]);
      expect(printed.toString()).toBe(word);
    },
  );
});
