import { loadSettings } from './settings';

const DEFAULTS = { hostname: '9f3c2a7be11d', packageVersion: '0.1.0' };

function errorOf(env: NodeJS.ProcessEnv): string {
  try {
    loadSettings(env, DEFAULTS);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected the settings to be refused');
}

describe('loadSettings', () => {
  it('needs nothing: every variable has a default', () => {
    expect(loadSettings({}, DEFAULTS)).toEqual({
      port: 8080,
      host: '0.0.0.0',
      id: '9f3c2a7be11d',
      version: '0.1.0',
      stopTimeoutSeconds: 30,
    });
  });

  it('reads every variable', () => {
    const env = {
      PORT: '80',
      HOST: '127.0.0.11',
      HOSTNAME: 'c0ffee123456',
      APP_VERSION: 'sha-1a2b3c',
      STOP_TIMEOUT_SECONDS: '120',
    };
    expect(loadSettings(env, DEFAULTS)).toEqual({
      port: 80,
      host: '127.0.0.11',
      id: 'c0ffee123456',
      version: 'sha-1a2b3c',
      stopTimeoutSeconds: 120,
    });
  });

  it('takes an empty variable for one that is not set', () => {
    const env = { PORT: '', HOST: '', HOSTNAME: '', APP_VERSION: '', STOP_TIMEOUT_SECONDS: '' };
    expect(loadSettings(env, DEFAULTS)).toEqual(loadSettings({}, DEFAULTS));
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '65535'],
    ['HOST', '::'],
    ['HOST', '::1'],
    ['HOST', 'localhost'],
    ['HOST', 'a.example-host.com'],
    ['HOSTNAME', 'x'],
    ['HOSTNAME', 'x'.repeat(253)],
    ['APP_VERSION', '1.2.3-rc.1+build'],
    ['STOP_TIMEOUT_SECONDS', '1'],
    ['STOP_TIMEOUT_SECONDS', '3600'],
  ])('accepts %s=%j', (name, value) => {
    expect(() => loadSettings({ [name]: value }, DEFAULTS)).not.toThrow();
  });

  it.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', '8e3'],
    ['PORT', '0x50'],
    ['PORT', ' 80'],
    ['PORT', '080'],
    ['PORT', 'http'],
    ['HOST', 'not a host'],
    ['HOST', '256.0.0.1'],
    ['HOST', '127.0.0.1:80'],
    ['HOST', '-host'],
    ['HOSTNAME', 'two words'],
    ['HOSTNAME', 'line\nbreak'],
    ['HOSTNAME', 'x'.repeat(254)],
    ['APP_VERSION', '1.0\r\nSet-Cookie: a=b'],
    ['APP_VERSION', 'v\u00fc'],
    ['STOP_TIMEOUT_SECONDS', '0'],
    ['STOP_TIMEOUT_SECONDS', '3601'],
    ['STOP_TIMEOUT_SECONDS', '30s'],
  ])('refuses %s=%j in one line that says what is allowed', (name, value) => {
    const message = errorOf({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name}: not .+; got ".+"\\. Allowed: .+\\. Fix: .+\\.$`));
    expect(message).toContain(JSON.stringify(value.slice(0, 80)).slice(0, -1));
  });

  it('reports every problem at once', () => {
    const env = {
      PORT: 'x',
      HOST: '!',
      HOSTNAME: ' ',
      APP_VERSION: ' ',
      STOP_TIMEOUT_SECONDS: 'x',
    };
    const lines = errorOf(env).split('\n');
    expect(lines.map((line) => line.split(':')[0])).toEqual(Object.keys(env));
  });

  it('gives an example of the whole sentence', () => {
    expect(errorOf({ PORT: 'http' })).toBe(
      'PORT: not a port; got "http". Allowed: a whole number from 0 to 65535 (0 picks a free one). ' +
        'Fix: correct PORT, or leave it unset for 8080.',
    );
  });

  it('shortens a value that would fill the screen', () => {
    expect(errorOf({ PORT: 'x'.repeat(10_000) }).length).toBeLessThan(300);
  });
});
