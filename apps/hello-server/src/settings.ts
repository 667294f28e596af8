import { isIP } from 'node:net';

/** Everything the process is told from outside. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly id: string;
  readonly version: string;
  readonly stopTimeoutSeconds: number;
}

/** What stands in for variables that are not set. */
export interface SettingsDefaults {
  /** The machine's name: Docker and ECS make it the container's id. */
  readonly hostname: string;
  readonly packageVersion: string;
}

/**
 * Reads the settings from the environment: PORT, HOST, HOSTNAME, APP_VERSION, STOP_TIMEOUT_SECONDS.
 * An empty variable counts as not set.
 *
 * @throws Error with one line for every variable that is wrong.
 */
export function loadSettings(env: NodeJS.ProcessEnv, defaults: SettingsDefaults): Settings {
  const problems: string[] = [];
  const read = <T>(name: string, rule: Rule<T>, fallback: T): T => {
    const text = env[name];
    if (text === undefined || text === '') {
      return fallback;
    }
    const value = rule.parse(text);
    if (value !== undefined) {
      return value;
    }
    problems.push(
      `${name}: ${rule.wrong}; got ${shown(text)}. Allowed: ${rule.allowed}. ` +
        `Fix: correct ${name}, or leave it unset for ${fallback}.`,
    );
    return fallback;
  };
  const settings: Settings = {
    port: read('PORT', wholeNumber('not a port', 0, 65_535, ' (0 picks a free one)'), 8080),
    host: read('HOST', HOST, '0.0.0.0'),
    id: read('HOSTNAME', ID, defaults.hostname),
    version: read('APP_VERSION', VERSION, defaults.packageVersion),
    // ECS waits 30 s by default; it documents 120 s as the most for Fargate and no maximum for EC2.
    // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
    stopTimeoutSeconds: read('STOP_TIMEOUT_SECONDS', wholeNumber('not a time', 1, 3_600), 30),
  };
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  return settings;
}

interface Rule<T> {
  readonly wrong: string;
  readonly allowed: string;
  /** The value, or undefined when the text breaks the rule. */
  readonly parse: (text: string) => T | undefined;
}

function wholeNumber(wrong: string, minimum: number, maximum: number, note = ''): Rule<number> {
  return {
    wrong,
    allowed: `a whole number from ${minimum} to ${maximum}${note}`,
    parse: (text) => {
      // Digits only: Number() would also take "", " 8080", "8e3" and "0x50".
      const value = /^(0|[1-9]\d{0,9})$/.test(text) ? Number(text) : NaN;
      return value >= minimum && value <= maximum ? value : undefined;
    },
  };
}

function text(wrong: string, allowed: string, accepts: (text: string) => boolean): Rule<string> {
  return { wrong, allowed, parse: (value) => (accepts(value) ? value : undefined) };
}

const HOST = text(
  'not an address to listen on',
  'an IPv4 or IPv6 address, or a host name',
  (value) =>
    isIP(value) !== 0 ||
    (/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(value) && /[a-z]/i.test(value)),
);

const ID = text('not a container name', '1 to 253 printable characters, no spaces', (value) =>
  /^[\x21-\x7e]{1,253}$/.test(value),
);

const VERSION = text(
  'not a version that fits in a header',
  '1 to 128 printable characters, no spaces',
  (value) => /^[\x21-\x7e]{1,128}$/.test(value),
);

/** The value as it can stand in one line, control characters made visible. */
function shown(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}...` : value);
}
