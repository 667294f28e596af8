import { findSecrets, looksRandom } from './detect';
import { isDigestName, isSecretName } from './secret-names';

function found(text: string): readonly string[] {
  return findSecrets(text, { randomIsFine: false }).map(({ start, end }) => text.slice(start, end));
}

describe('isSecretName', () => {
  it.each([
    ...['password', 'DB_PASSWORD', 'dbPassword', 'PGPASSWORD', 'db-pass', 'master_user_password'],
    ...['api_key', 'apiKey', 'APIKEY', 'AWS_SECRET_ACCESS_KEY', 'private_key_pem', 'signing-key'],
    ...[
      'token',
      'GITHUB_TOKEN',
      'SLACKTOKEN',
      'auth',
      'Authorization',
      'client_secret',
      'SENTRY_DSN',
    ],
    ...['connection_string', 'ConnectionString', 'jwt', 'session_cookie', 'npm_auth_tokens'],
  ])('knows %s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    ...['name', 'key', 'author', 'http_tokens', 'kms_key_id', 'key_name', 'public_key', 'monkey'],
    ...[
      'secret_arn',
      'secretName',
      'DB_PASSWORD_FILE',
      'token_ttl',
      'cookie_duration',
      'password_policy',
      'valueFrom',
    ],
    ...['password_length', 'compass', 'passenger', 'token_endpoint', 'partition_key', 'tags'],
    ...['auth_token_update_strategy'],
  ])('has nothing against %s', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('isDigestName', () => {
  it.each(['source_code_hash', 'etag', 'id', 'unique_id', 'imageDigest', 'public_key_openssh'])(
    'knows %s',
    (name) => {
      expect(isDigestName(name)).toBe(true);
    },
  );

  it.each(['value', 'environment', 'hashed'])('does not take %s for one', (name) => {
    expect(isDigestName(name)).toBe(false);
  });
});

describe('findSecrets', () => {
  it('finds a random word of the least length wherever it stands, and none that is shorter', () => {
    const word = 'aB3dE5gH7jK9mN1pQ3sT';
    for (let before = 0; before < 45; before += 1) {
      const around = (text: string): string => `${'ab '.repeat(20).slice(0, before)} ${text} end`;
      expect(found(around(word))).toEqual([word]);
      expect(found(around(word.slice(1)))).toEqual([]);
    }
  });

  it.each([
    ['an access key id', 'key AKIAIOSFODNN7EXAMPLE;', 'AKIAIOSFODNN7EXAMPLE'],
    ['a GitHub token', `x ghp_${'a1B2'.repeat(9)} y`, `ghp_${'a1B2'.repeat(9)}`],
    ['a Slack token', 'xoxb-123456789012-abcdef', 'xoxb-123456789012-abcdef'],
    [
      'a web hook',
      'https://hooks.slack.com/services/T000/B000/XXXXXXXXXXXX',
      'T000/B000/XXXXXXXXXXXX',
    ],
    ['a JWT', 'a eyJhbGciOiJ9.eyJzdWIiOiIx.SflKxwRJSMe b', 'eyJhbGciOiJ9.eyJzdWIiOiIx.SflKxwRJSMe'],
    ['a bearer', 'Authorization: Bearer abc123def', 'abc123def'],
    ['the password of a URL', 'postgres://app:hunter2@db:5432/x', 'hunter2'],
    ['a password with @ in a URL', 'mysql://app:p@ss/w0rd@db', 'p@ss/w0rd'],
    [
      'a private key',
      '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----',
    ],
    [
      'a private key without an end',
      '-----BEGIN PRIVATE KEY-----\nabc',
      '-----BEGIN PRIVATE KEY-----\nabc',
    ],
    ['curl credentials', 'curl -u admin:hunter2 http://x', 'hunter2'],
    ['a shell variable', 'export DB_PASSWORD=hunter2\necho', 'hunter2'],
    ['a quoted shell variable', 'TOKEN="two words" run', 'two words'],
    ['an option', 'login --password hunter2 --user x', 'hunter2'],
    ['an option with =', 'login --api-key=hunter2', 'hunter2'],
    ['YAML', 'user: x\npassword: hunter2\n', 'hunter2'],
    ['JSON in a script', `echo '{"secret":"hunter2"}'`, 'hunter2'],
    [
      'a secret access key',
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    ],
  ])('finds %s', (_name, text, secret) => {
    expect(found(text)).toContain(secret);
  });

  it.each([
    ['an ARN', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db/Password-AbC1dE'],
    ['an ARN with a password in it', 'password=arn:aws:ssm:eu-west-1:123456789012:parameter/db'],
    ['a digest', `my-app@sha256:${'0123456789abcdef'.repeat(4)}`],
    ['an image in a registry with a port', `http://registry:5000/app@sha256:${'ab'.repeat(32)}`],
    ['a commit', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['a UUID', '3F2504E0-4F89-11D3-9A0C-0305E82C3301'],
    ['resource ids', 'subnet-0a1b2c3d4e5f67890 ami-0abcdef1234567890 sg-0123456789abcdef0'],
    ['an account', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/my-app/server:latest'],
    ['a logical id', 'HelloServiceTaskDefinition_0F1E2D3C'],
    ['an AWS policy name', 'service-role/AmazonEC2ContainerServiceforEC2Role'],
    ['a host name', 'ip-10-0-101-22.eu-west-1.compute.internal'],
    ['a parameter path', '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id'],
    ['a public key', `ssh-rsa ${'AAAAB3NzaC1yc2E'.repeat(4)} me@host`],
    [
      'a certificate',
      '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkq\n-----END CERTIFICATE-----',
    ],
    ['a variable', 'export DB_PASSWORD=$DB_PASSWORD TOKEN=${TOKEN} SECRET=$(cat file)'],
    ['a sentence', 'The password must be rotated; Basic monitoring is on.'],
    ['a file name', 'DB_PASSWORD=/run/secrets/db'],
    ['a table of base64 words', 'TheQuickBrownFoxJumpsOverTheLazyDog'],
  ])('leaves %s alone', (_name, text) => {
    expect(found(text)).toEqual([]);
  });

  it('lets the ids of hosted zones be random, and nothing else that stands in such a place', () => {
    expect(found('/hostedzone/II3NHTHWI5NW4O8LEH4K80')).toEqual([]);
    expect(found('/hostedplace/II3nHTHWI5NW4o8LEH4K80')).not.toEqual([]);
  });

  it('lets digests be random', () => {
    const hash = 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=';
    expect(findSecrets(hash, { randomIsFine: true })).toEqual([]);
    expect(findSecrets(hash, { randomIsFine: false })).not.toEqual([]);
  });
});

describe('findSecrets in a text of megabytes', () => {
  it.each(['password:a', 'x:a', 'password:$(', '-----BEGIN CERTIFICATE-----'])(
    'reads a text that repeats %s',
    (piece) => {
      // Without limits every repetition is read to the end of the text: minutes.
      expect(findSecrets(piece.repeat(100_000), { randomIsFine: false }).length).toBeLessThan(
        200_000,
      );
    },
  );

  const key = 'AKIAIOSFODNN7EXAMPLE';
  const covers = (text: string, secret: string): boolean => {
    const start = text.indexOf(secret);
    return findSecrets(text, { randomIsFine: false }).some(
      (span) => span.start <= start && span.end >= start + secret.length,
    );
  };

  it('reads one word that never ends', () => {
    expect(findSecrets('a'.repeat(20_000_000), { randomIsFine: false })).toEqual([]);
  });

  it.each([0, 262_130, 262_144, 245_755, 500_000, 999_980])(
    'finds a secret that begins at %d',
    (offset) => {
      const text = `${'- '.repeat(offset).slice(0, offset)} ${key} ${'- '.repeat(500_000)}`;
      expect(covers(text, key)).toBe(true);
    },
  );

  it.each(['password:$(', 'password:$(;', 'password:"\\', 'eyJ-', '-eyJa', 'eyJask-a-'])(
    'ends for megabytes of %s',
    (piece) => {
      const text = piece.repeat(2_000_000 / piece.length);
      const hidden = `${text} password=hunter2hunter2 `;
      const spans = findSecrets(hidden, { randomIsFine: false });
      const at = hidden.indexOf('hunter2');
      expect(spans.some(({ start, end }) => start <= at && end >= at + 14)).toBe(true);
    },
  );

  it('finds a web token within a word, and not without its parts', () => {
    const token = 'eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl';
    const [span] = findSecrets(`x=a-${token};`, { randomIsFine: true });
    expect(span).toEqual({ start: 4, end: 4 + token.length });
    expect(findSecrets('a.eyJhbGciOiJI.short', { randomIsFine: true })).toEqual([]);
    expect(findSecrets('xeyJhbGciOiJI.aaaaaaaaa.bbbbbbbbb', { randomIsFine: true })).toEqual([]);
  });

  it('reads a secret that fills many windows once', () => {
    const word = 'wJalrXUtnFEMI7K7MDENGxbPxRfiCYzEXAMPLEKEY3'.slice(0, 40).repeat(75_000);
    const spans = findSecrets(`x ${word} y`, { randomIsFine: false });
    expect(spans[0]).toEqual({ start: 2, end: 3_000_002 });
    // The window in which it ends finds the rest of it.
    expect(spans.length).toBeLessThan(3);
  });

  it('finds what begins within a long secret by itself: it may stand elsewhere alone', () => {
    const inner = 'xY9'.repeat(100_000);
    const text = `TOKEN=${'aB3'.repeat(100_000)};PASSWORD=${inner}`;
    const found = findSecrets(text, { randomIsFine: false }).map(({ start, end }) =>
      text.slice(start, end),
    );
    expect(found.some((secret) => secret === inner)).toBe(true);
  });

  it('follows a secret to its end, however long it is', () => {
    const secret = 'xY9'.repeat(300_000);
    expect(covers(`PASSWORD=${secret} and more`, secret)).toBe(true);
  });
});

describe('looksRandom', () => {
  it('takes almost no random string for a name', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    let state = 42;
    const random = (): string =>
      Array.from({ length: 40 }, () => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return letters[Math.floor((state / 2147483648) * 64)];
      }).join('');
    const missed = Array.from({ length: 2000 }, random).filter((text) => !looksRandom(text));
    expect(missed.length).toBeLessThan(20);
  });
});
