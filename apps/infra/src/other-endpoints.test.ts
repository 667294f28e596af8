import { otherEndpoints } from './other-endpoints';

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
