import type { Correction } from '../gateway/correction';

/** Which address moto made up for a host, and which one it really has. */
export interface AddressTable {
  /** Pairs of moto's public address and the host's loopback address. */
  pairs(): readonly (readonly [made: string, real: string])[];
}

/**
 * The public address of a host is the loopback address its containers listen on, in every answer of EC2 and in the
 * filters of every question. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
 */
export function publicAddresses(table: AddressTable): Correction {
  return {
    name: 'public-addresses',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html',
    service: 'ec2',
    handle: async (call, next) => {
      const pairs = table.pairs();
      if (pairs.length === 0) {
        return next(call);
      }
      const asked = new URLSearchParams(call.body.toString('utf8'));
      for (const [name, value] of asked) {
        const made = pairs.find(([, real]) => real === value)?.[0];
        if (made !== undefined) {
          asked.set(name, made);
        }
      }
      const answer = await next({ ...call, body: Buffer.from(asked.toString()) });
      return {
        ...answer,
        body: Buffer.from(replaceAddresses(answer.body.toString('utf8'), pairs)),
      };
    },
  };
}

/** Puts the real addresses in the place of moto's, where they are whole values. A host's DNS name becomes its address. */
export function replaceAddresses(
  xml: string,
  pairs: readonly (readonly [string, string])[],
): string {
  return pairs.reduce((text, [made, real]) => {
    const dashed = made.replaceAll('.', '-');
    return text
      .replaceAll(`>${made}<`, `>${real}<`)
      .replace(new RegExp(`>(?:ec2|ip)-${dashed}\\.[a-z0-9.-]+<`, 'g'), `>${real}<`);
  }, xml);
}
