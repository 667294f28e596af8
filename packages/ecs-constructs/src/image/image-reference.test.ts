import { ecrLocationOf, parseImageReference } from './image-reference';

const SHA256 = `sha256:${'0123456789abcdef'.repeat(4)}`;
const SHA512 = `sha512:${'0123456789abcdef'.repeat(8)}`;
const parse = (reference: string) => parseImageReference('Here', reference);

describe('parseImageReference', () => {
  it.each([
    ['nginx:1', { repository: 'nginx', tag: '1' }],
    ['library/nginx:1', { repository: 'library/nginx', tag: '1' }],
    ['docker.io/nginx:1', { registry: 'docker.io', repository: 'nginx', tag: '1' }],
    ['localhost/a:b', { registry: 'localhost', repository: 'a', tag: 'b' }],
    ['localhost:5000/a/b:c', { registry: 'localhost:5000', repository: 'a/b', tag: 'c' }],
    ['[2001:db8::1]:443/a:b', { registry: '[2001:db8::1]:443', repository: 'a', tag: 'b' }],
    ['10.0.0.1:80/a:b', { registry: '10.0.0.1:80', repository: 'a', tag: 'b' }],
    ['Example/a:b', { registry: 'Example', repository: 'a', tag: 'b' }],
    ['a__b-c--d/e_f.g:H.i_J-1', { repository: 'a__b-c--d/e_f.g', tag: 'H.i_J-1' }],
    [`a@${SHA256}`, { repository: 'a', digest: SHA256 }],
    [`a:1@${SHA512}`, { repository: 'a', tag: '1', digest: SHA512 }],
  ])('takes %s apart', (reference, parts) => {
    expect(parse(reference)).toEqual({
      registry: undefined,
      tag: undefined,
      digest: undefined,
      ...parts,
    });
  });

  it.each([
    ['', 'a repository is lower-case letters'],
    ['a b:1', 'a repository is lower-case letters'],
    ['a/:1', 'a repository is lower-case letters'],
    ['/a:1', 'a repository is lower-case letters'],
    ['a//b:1', 'a repository is lower-case letters'],
    ['a/B:1', 'a repository is lower-case letters'],
    ['a/b___c:1', 'a repository is lower-case letters'],
    ['a/b..c:1', 'a repository is lower-case letters'],
    ['a/-b:1', 'a repository is lower-case letters'],
    ['nginx', 'a reference must end in a tag or a digest'],
    ['localhost:5000/a', 'a reference must end in a tag or a digest'],
    ['a:', 'a tag is up to 128 letters'],
    ['a:.b', 'a tag is up to 128 letters'],
    ['a:b:c', 'a tag is up to 128 letters'],
    [`a:${'b'.repeat(129)}`, 'a tag is up to 128 letters'],
    ['a@sha256:123', 'a digest is sha256: and 64 hexadecimal digits in lower case'],
    [`a@${SHA256.toUpperCase()}`, 'a digest is sha256:'],
    [`a@${SHA256}@${SHA256}`, 'a digest is sha256:'],
    ['a@', 'a digest is sha256:'],
    ['-a.example/b:1', 'the registry is a host name'],
    ['a..example/b:1', 'the registry is a host name'],
    ['localhost:65536/b:1', 'the registry is a host name, with a port up to 65535'],
    ['localhost:x/b:1', 'the registry is a host name'],
    ['https://public.ecr.aws/nginx/nginx:1', 'a reference has no scheme'],
    [`${'a'.repeat(256)}:1`, 'registry and repository have up to 255 characters'],
  ])('refuses %j and says why', (reference, why) => {
    expect(() => parse(reference)).toThrow(`Here: ${why}`);
    expect(() => parse(reference)).toThrow(`; got ${JSON.stringify(reference)}. `);
  });
});

describe('ecrLocationOf', () => {
  const at = (host: string) => ecrLocationOf(parse(`${host}/my-app/server:1`));

  it.each([
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['123456789012.dkr.ecr-fips.us-east-1.amazonaws.com', 'us-east-1'],
    ['123456789012.dkr.ecr.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
    ['123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1'],
    ['123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov', 'us-isob-east-1'],
    ['123456789012.dkr-ecr.eu-west-1.on.aws', 'eu-west-1'],
    ['123456789012.dkr-ecr-fips.us-east-1.on.aws', 'us-east-1'],
  ])('finds the repository behind %s', (host, region) => {
    expect(at(host)).toEqual({
      accountId: '123456789012',
      region,
      repositoryName: 'my-app/server',
    });
  });

  it.each([
    'public.ecr.aws',
    'ecr-public.aws.com',
    '123.dkr.ecr.eu-west-1.amazonaws.com',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com.example',
    'x.123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    '123456789012.dkr.ecr.eu-west-1.example.com',
  ])('finds none behind %s', (host) => {
    expect(at(host)).toBeUndefined();
  });
});
