import { closest } from '../support/closest';
import { isKnown, misuse } from '../support/validation';

/** Those that stand alone. */
const FLAGS = [
  'defaults',
  'ro',
  'rw',
  'suid',
  'nosuid',
  'dev',
  'nodev',
  'exec',
  'noexec',
  'sync',
  'async',
  'dirsync',
  'remount',
  'mand',
  'nomand',
  'atime',
  'noatime',
  'diratime',
  'nodiratime',
  'bind',
  'rbind',
  'unbindable',
  'runbindable',
  'private',
  'rprivate',
  'shared',
  'rshared',
  'slave',
  'rslave',
  'relatime',
  'norelatime',
  'strictatime',
  'nostrictatime',
];

/** Those that the kernel takes a value for, as in `mode=1777`. */
const VALUES = ['mode', 'uid', 'gid', 'nr_inodes', 'nr_blocks', 'mpol'];

/**
 * Requires options of a tmpfs that ECS knows.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html
 */
export function requireMountOptions(where: string, options: readonly string[] = []): void {
  const bad = options.find((option) => {
    const [name = '', ...value] = option.split('=');
    return isKnown(option) && !VALUES.includes(name) && (value.length > 0 || !FLAGS.includes(name));
  });
  if (bad === undefined) {
    return;
  }
  throw misuse(where, {
    what: 'tmpfs.mountOptions has options that ECS knows, one in each text',
    got: JSON.stringify(bad),
    fix: fixOf(bad),
  });
}

function fixOf(option: string): string {
  if (option.startsWith('size')) {
    return 'Set sizeMiB of the tmpfs.';
  }
  if (option.includes(',')) {
    return `Write ${option
      .split(',')
      .map((one) => JSON.stringify(one.trim()))
      .join(', ')}.`;
  }
  const near = closest(option, [...FLAGS, ...VALUES]);
  return near === undefined
    ? `Choose from ${FLAGS.join(', ')}, and ${VALUES.join(', ')} with a value.`
    : `Write it like ${near}.`;
}
