import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stage } from './testing';
import { otherEndpoints, terraformEnvironment } from './terraform-environment';

describe('terraformEnvironment', () => {
  const directory = mkdtempSync(join(tmpdir(), 'terraform-environment-'));
  const env = { LOCAL_AWS_DIRECTORY: directory };
  afterAll(() => rmSync(directory, { recursive: true }));

  it('takes every way to a real account out of the stage local', () => {
    const environment = terraformEnvironment(stage('local'), {
      ...env,
      AWS_ENDPOINT_URL_EC2: 'https://ec2.us-east-1.amazonaws.com',
    });
    for (const name of [
      'AWS_ENDPOINT_URL_EC2',
      'AWS_PROFILE',
      'AWS_SESSION_TOKEN',
      'AWS_ROLE_ARN',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      // Nothing runs, so there is no key; the user's own must not be taken for one.
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
    ]) {
      expect(environment).toHaveProperty(name, undefined);
    }
    expect(environment).toMatchObject({
      AWS_ENDPOINT_URL: 'http://127.0.0.1:5566',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
  });

  it('hands over the key of the local AWS that runs', () => {
    // This process stands in for the daemon: the record counts while the process lives that wrote it.
    const stat = readFileSync(`/proc/${process.pid}/stat`, 'utf8');
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const record = { pid: process.pid, began, port: 1, token: 't' };
    const key = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
    writeFileSync(join(directory, 'daemon.json'), JSON.stringify({ ...record, ...key }));
    expect(terraformEnvironment(stage('local'), env)).toMatchObject({
      AWS_ACCESS_KEY_ID: 'AKIATEST',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
  });

  it('leaves the credentials of the user alone in the stage aws', () => {
    expect(terraformEnvironment(stage('aws'))).toEqual({ AWS_REGION: 'us-east-1' });
  });
});

describe('otherEndpoints', () => {
  it('names every variable that leads a real stage away from AWS', () => {
    const environment = {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_ECR: 'http://127.0.0.1:2',
      AWS_ENDPOINT_URL_S3: '',
    };
    expect(otherEndpoints('aws', environment)).toEqual([
      expect.stringMatching(
        /^AWS_ENDPOINT_URL is set: the stage aws works with http:\/\/127\.0\.0\.1:1 /,
      ),
      expect.stringMatching(/^AWS_ENDPOINT_URL_ECR is set: /),
    ]);
  });

  it('is silent where there are none, or where they are not used', () => {
    expect(otherEndpoints('aws', { AWS_REGION: 'us-east-1' })).toEqual([]);
    const ignored = { AWS_ENDPOINT_URL: 'http://a', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
    expect(otherEndpoints('aws', ignored)).toEqual([]);
  });
});
