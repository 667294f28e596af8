import { requireMountOptions } from './mount-options';

describe('requireMountOptions', () => {
  it('takes those that ECS knows', () => {
    expect(() => requireMountOptions('Test', ['noexec', 'mode=1777'])).not.toThrow();
  });

  it.each([
    ['size=64m', 'Set sizeMiB of the tmpfs.'],
    ['noexec,nosuid', 'Write "noexec", "nosuid".'],
    ['noexc', 'Write it like noexec.'],
    ['journal_checksum', 'Choose from defaults, ro, '],
  ])('says how to write %s', (option, fix) => {
    expect(() => requireMountOptions('Test', [option])).toThrow(
      `Test: tmpfs.mountOptions has options that ECS knows, one in each text; got ${JSON.stringify(option)}. ${fix}`,
    );
  });
});
