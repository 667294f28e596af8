import { generate } from 'selfsigned';

/** A certificate and its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Who vouches for it: nobody. */
export const ISSUER = 'local-aws self-signed (not to be trusted)';

/**
 * A certificate for an address. Nobody trusts it, and its name says so: the private keys of ACM never leave ACM, and a
 * certificate authority that this machine trusts would be one that others could use.
 */
export async function selfSigned(address: string): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: ISSUER }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: address },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}
