import { localAwsOptions } from './options';

describe('localAwsOptions', () => {
  it('has defaults below the workspace root', () => {
    expect(localAwsOptions({}, '/workspace')).toEqual({
      port: 5566,
      firstHostAddress: '127.0.0.11',
      directory: '/workspace/.local-aws',
      runtime: 'auto',
      hostAccess: 'refused',
      scalingMinuteSeconds: 60,
    });
  });

  it('reads every variable', () => {
    const env = {
      LOCAL_AWS_PORT: '6000',
      LOCAL_AWS_FIRST_HOST_ADDRESS: '127.0.1.1',
      LOCAL_AWS_DIRECTORY: 'elsewhere',
      LOCAL_AWS_RUNTIME: 'processes',
      LOCAL_AWS_ALLOW_HOST_ACCESS: '1',
      LOCAL_AWS_SCALING_MINUTE_SECONDS: '2',
    };
    expect(localAwsOptions(env, '/workspace')).toEqual({
      port: 6000,
      firstHostAddress: '127.0.1.1',
      directory: '/workspace/elsewhere',
      runtime: 'processes',
      hostAccess: 'allowed',
      scalingMinuteSeconds: 2,
    });
  });

  it.each(['0', '65536', '-1', '80.5', 'eighty', ' '])('refuses port %p by name', (port) => {
    expect(() => localAwsOptions({ LOCAL_AWS_PORT: port }, '/')).toThrow(
      /^LOCAL_AWS_PORT: malformed/,
    );
  });

  it.each(['10.0.0.1', '127.0.0', '127.0.0.256', '127.0.0.0', 'localhost'])(
    'refuses host address %p',
    (address) => {
      expect(() => localAwsOptions({ LOCAL_AWS_FIRST_HOST_ADDRESS: address }, '/')).toThrow(
        `LOCAL_AWS_FIRST_HOST_ADDRESS: malformed; got '${address}'`,
      );
    },
  );

  it.each(['yes', 'true', ' 1', 'allowed'])('opens nothing for host access %p', (value) => {
    expect(() => localAwsOptions({ LOCAL_AWS_ALLOW_HOST_ACCESS: value }, '/')).toThrow(
      `LOCAL_AWS_ALLOW_HOST_ACCESS: malformed; got '${value}'. Allowed 1 (allowed) or 0 (refused).`,
    );
  });

  it.each(['0', '61', '1.5', ' 5', '1e1'])('refuses minutes of %p seconds', (value) => {
    expect(() => localAwsOptions({ LOCAL_AWS_SCALING_MINUTE_SECONDS: value }, '/')).toThrow(
      `LOCAL_AWS_SCALING_MINUTE_SECONDS: malformed; got '${value}'. Allowed whole seconds from 1 to 60.`,
    );
  });

  it('names all malformed variables at once', () => {
    const read = (): unknown =>
      localAwsOptions({ LOCAL_AWS_PORT: 'x', LOCAL_AWS_RUNTIME: 'y' }, '/');
    expect(read).toThrow(/LOCAL_AWS_PORT[^]*LOCAL_AWS_RUNTIME/);
  });
});
