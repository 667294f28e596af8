import { Token } from 'cdktf';
import { checkSecretNames } from './secret-names';

const check = (name: string, value = 'abc', plain: readonly string[] = []) =>
  checkSecretNames('T', { [name]: value }, plain);

describe('checkSecretNames', () => {
  it.each([
    'PASSWORD',
    'DB_PASSWORD',
    'dbPassword',
    'db-password',
    'SMTP_PASS',
    'APP.SECRET',
    'GITHUB_TOKEN',
    'STRIPE_API_KEY',
    'apiKey',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'JWT_PRIVATE_KEY',
  ])('refuses a variable named %s', (name) => {
    expect(() => check(name)).toThrow(
      'T: everybody who may describe the task definition can read its environment, so that it holds no secrets; ' +
        `got ${name}, which is named like one. ` +
        `Move ${name} to secrets, or name it in plainEnvironmentNames where its value is no secret.`,
    );
  });

  it.each([
    ['a path to a secret', 'POSTGRES_PASSWORD_FILE', '/run/secrets/p'],
    ['where tokens come from', 'TOKEN_URL', 'https://example.com/token'],
    ['how long a token lasts', 'TOKEN_TTL_SECONDS', '300'],
    ['a limit in tokens', 'MAX_TOKENS', '4096'],
    ['a switch', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'yes'],
    ['the ARN of a secret', 'DB_SECRET', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db'],
    ['a word with another one inside', 'SECRETARY', 'Ada'],
    ['a bare key', 'PRIMARY_KEY', 'id'],
    ['a URL without a password', 'DATABASE_URL', 'postgres://app@db:5432/app'],
    ['the working directory', 'PWD', '/app'],
    ['a way around', 'CACHE_BYPASS', 'never'],
    ['a public key', 'JWT_PUBLIC_KEY', 'abc'],
    ['a keyboard', 'KEYBOARD', 'de'],
  ])('accepts %s', (_, name, value) => {
    expect(() => check(name, value)).not.toThrow();
  });

  it.each([
    ['an AWS access key id', 'AKIAIOSFODNN7EXAMPLE'],
    ['an AWS access key id', 'ASIAIOSFODNN7EXAMPLE'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
    ['a GitHub token', `ghp_${'a'.repeat(36)}`],
    ['a Slack token', 'xoxb-1234567890-abc'],
    ['a Stripe key', 'sk_live_abcdefghijk'],
    ['a URL with a password', 'postgres://app:hunter2@db:5432/app'],
  ])('refuses %s, and does not repeat it', (kind, value) => {
    expect(() => check('CONFIG', value)).toThrow(`got ${kind} in CONFIG. Move CONFIG to secrets`);
    expect(() => check('CONFIG', value)).not.toThrow(value);
  });

  it('accepts what is said to be no secret', () => {
    expect(() => check('CSRF_TOKEN', 'X-CSRF', ['CSRF_TOKEN'])).not.toThrow();
    expect(() => check('DB_PASSWORD', 'x', ['CSRF_TOKEN'])).toThrow('DB_PASSWORD');
  });

  it('goes by the name where the value is not known', () => {
    const unknown = Token.asString({ resolve: () => '${x}' });
    expect(() => check('DB_PASSWORD', unknown)).toThrow('DB_PASSWORD, which is named like one');
    expect(() => check('DB_HOST', unknown)).not.toThrow();
  });
});
