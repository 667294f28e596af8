import { browserCommand } from './open';

describe('browserCommand', () => {
  it.each<[NodeJS.Platform, string]>([
    ['linux', 'xdg-open'],
    ['darwin', 'open'],
    ['win32', 'rundll32'],
  ])('of %s is %s, with the address as one argument that no shell reads', (platform, program) => {
    const url = 'http://x/?a=1&b=$(c)';
    const command = browserCommand(platform, url);
    expect([command[0], command.at(-1)]).toEqual([program, url]);
  });
});
