import { refuseLoaders } from './loader-variables';

describe('refuseLoaders', () => {
  it.each([
    ['LD_PRELOAD', '/tmp/x.so'],
    ['DYLD_INSERT_LIBRARIES', '/tmp/x.dylib'],
    ['BASH_ENV', '/tmp/x'],
    ['NODE_OPTIONS', '--import=data:text/javascript,1'],
    ['NODE_OPTIONS', '--max-old-space-size=64 -r /tmp/x.js'],
    ['NODE_OPTIONS', '"--require" /tmp/x.js'],
    ['NODE_OPTIONS', '--inspect-brk=0.0.0.0'],
    ['JAVA_TOOL_OPTIONS', '-Xmx64m -javaagent:/tmp/x.jar'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(() => refuseLoaders([{ name, value }], 'refused')).toThrow(
      `the variable ${name} makes a program load other code`,
    );
    expect(() => refuseLoaders([{ name, value }], 'allowed')).not.toThrow();
  });

  it.each([
    ['NODE_OPTIONS', '--max-old-space-size=256 --enable-source-maps'],
    ['JAVA_TOOL_OPTIONS', '-Xmx64m -Dfile.encoding=UTF-8'],
    ['COLOR', '--require'],
    ['LDAP_URL', 'ldap://x'],
  ])('has nothing against %s=%s', (name, value) => {
    expect(() => refuseLoaders([{ name, value }], 'refused')).not.toThrow();
  });
});
