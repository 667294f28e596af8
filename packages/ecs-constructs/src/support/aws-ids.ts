import type { IConstruct } from 'constructs';
import { isKnown, misuse } from './validation';

/** Things that AWS gives an id, and how it looks. Only what is in front of it is sure: emulators make others behind it. */
const IDS = {
  ami: { pattern: /^ami-\w/, example: 'ami-0123456789abcdef0' },
  fileSystem: { pattern: /^fs-\w/, example: 'fs-0123456789abcdef0' },
  accessPoint: { pattern: /^fsap-\w/, example: 'fsap-0123456789abcdef0' },
  prefixList: { pattern: /^pl-/, example: 'pl-0123456789abcdef0' },
  // One of another account has the account in front.
  securityGroup: { pattern: /^(\d{12}\/)?sg-/, example: 'sg-0123456789abcdef0' },
  snapshot: { pattern: /^snap-\w/, example: 'snap-0123456789abcdef0' },
  subnet: { pattern: /^subnet-\w/, example: 'subnet-0123456789abcdef0' },
  vpc: { pattern: /^vpc-\w/, example: 'vpc-0123456789abcdef0' },
} as const;

/** Requires the id that AWS gave to something; unresolved and absent ones pass. */
export function requireId(
  where: IConstruct | string,
  id: string | undefined,
  given: { readonly kind: keyof typeof IDS; readonly what: string; readonly fix?: string },
): void {
  const { what } = given;
  const { pattern, example } = IDS[given.kind];
  if (!isKnown(id) || pattern.test(id)) {
    return;
  }
  throw misuse(where, {
    what,
    got: JSON.stringify(id),
    fix: given.fix ?? `Write it like ${example}.`,
  });
}
