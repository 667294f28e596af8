import { closest } from '../support/closest';
import { isKnown, misuse } from '../support/validation';

/** Those that ECS passes on to Docker: fewer than the kernel knows. */
const CAPABILITIES = [
  'ALL',
  'AUDIT_CONTROL',
  'AUDIT_WRITE',
  'BLOCK_SUSPEND',
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'IPC_LOCK',
  'IPC_OWNER',
  'KILL',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'MKNOD',
  'NET_ADMIN',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_CHROOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'SYSLOG',
  'WAKE_ALARM',
];

/**
 * Requires a capability that ECS knows.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
 */
export function requireCapability(where: string, name: string): void {
  if (!isKnown(name) || CAPABILITIES.includes(name)) {
    return;
  }
  const near = closest(name.toUpperCase().replace(/^CAP_/, ''), CAPABILITIES);
  throw misuse(where, {
    what: 'ECS names kernel capabilities in capital letters and without CAP_, and takes 38 of them',
    got: JSON.stringify(name),
    fix: `Write it like ${near ?? 'NET_ADMIN, or ALL'}.`,
  });
}
