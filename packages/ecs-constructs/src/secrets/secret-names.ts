import { isKnown, misuse } from '../support/validation';

/** Words at the end of a name after which the value is a secret itself. What follows them, as in `_FILE`, names one. */
const SECRET_ENDINGS = [
  'PASSWORD',
  'PASSWD',
  'PASSPHRASE',
  'PASS',
  'SECRET',
  'TOKEN',
  'CREDENTIAL',
  'CREDENTIALS',
  'APIKEY',
  'API_KEY',
  'ACCESS_KEY',
  'ACCESS_KEY_ID',
  'SECRET_KEY',
  'PRIVATE_KEY',
  'SIGNING_KEY',
  'ENCRYPTION_KEY',
  'MASTER_KEY',
];

/** Values that can only be credentials, whatever the name. */
const SECRET_VALUES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key id'],
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/, 'a private key'],
  [/\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22})/, 'a GitHub token'],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10}/, 'a Slack token'],
  [/\b[rs]k_live_[A-Za-z0-9]{10}/, 'a Stripe key'],
  [/^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@$]+@/i, 'a URL with a password'],
];

/** Values that say whether something is on, as in `ALLOW_EMPTY_PASSWORD=yes`, and references to a secret. */
const HARMLESS_VALUE = /^(?:|true|false|yes|no|on|off|0|1|arn:.*)$/i;

/**
 * Refuses what looks like a secret: everybody who may describe a task definition reads its environment, and it stays in
 * every revision and in the Terraform state. The value is never part of the message.
 */
export function checkSecretNames(
  where: string,
  environment: Readonly<Record<string, string>>,
  plainNames: readonly string[],
): void {
  for (const [name, value] of Object.entries(environment)) {
    if (plainNames.includes(name)) {
      continue;
    }
    const kind = isKnown(value) ? kindOfSecret(value) : undefined;
    if (kind === undefined && !looksSecret(name, value)) {
      continue;
    }
    throw misuse(where, {
      what: 'everybody who may describe the task definition can read its environment, so that it holds no secrets',
      got: kind === undefined ? `${name}, which is named like one` : `${kind} in ${name}`,
      fix: `Move ${name} to secrets, or name it in plainEnvironmentNames where its value is no secret.`,
    });
  }
}

function kindOfSecret(value: string): string | undefined {
  return SECRET_VALUES.find(([pattern]) => pattern.test(value))?.[1];
}

function looksSecret(name: string, value: string): boolean {
  if (isKnown(value) && HARMLESS_VALUE.test(value)) {
    return false;
  }
  const words = upperSnakeCase(name);
  return SECRET_ENDINGS.some((ending) => words === ending || words.endsWith(`_${ending}`));
}

/** `dbPassword`, `db-password` and `DB.PASSWORD` read `DB_PASSWORD`. */
function upperSnakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}
