import { terraformEnvironment } from './terraform-environment';
import { stage } from './testing';

describe('terraformEnvironment', () => {
  it('takes every way to a real account out of the stage local', () => {
    const environment = terraformEnvironment(stage('local'));
    for (const name of [
      'AWS_PROFILE',
      'AWS_SESSION_TOKEN',
      'AWS_ROLE_ARN',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    ]) {
      expect(environment).toHaveProperty(name, undefined);
    }
    expect(environment).toMatchObject({
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:5566',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
  });

  it('leaves the credentials of the user alone in the stage aws', () => {
    expect(terraformEnvironment(stage('aws'))).toEqual({ AWS_REGION: 'us-east-1' });
  });
});
