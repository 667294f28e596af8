import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The account of AWS's documentation, which is also the one of the local AWS: nobody deploys there. */
export const ACCOUNT_ID = '123456789012';
export const ECR_HOST = `${ACCOUNT_ID}.dkr.ecr.us-east-1.amazonaws.com`;
/** Where the registry listens; an address of its own, because ECR's port is 443. */
export const ECR_ADDRESS = '127.0.1.79';

const HOSTS = '/etc/hosts';
const LINE = `${ECR_ADDRESS} ${ECR_HOST} # hello-ecs e2e`;
const TRUSTED = join('/etc/docker/certs.d', ECR_HOST);
/** Where Linux distributions keep what the system trusts. */
const SYSTEM_CERTIFICATES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
];

/** Certificate and key of the registry, and a file with everything that Terraform's provider is to trust. */
export interface Certificates {
  readonly certificate: string;
  readonly key: string;
  readonly bundle: string;
}

/** Makes a certificate for ECR's name; it is good for two days. */
export function makeCertificates(directory: string): Certificates {
  const certificate = join(directory, 'ecr.crt');
  const key = join(directory, 'ecr.key');
  const bundle = join(directory, 'trusted.crt');
  const subject = ['-subj', `/CN=${ECR_HOST}`, '-addext', `subjectAltName=DNS:${ECR_HOST}`];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate],
    {
      stdio: 'ignore',
    },
  );
  const system = SYSTEM_CERTIFICATES.find((file) => existsSync(file));
  const others = system === undefined ? '' : readFileSync(system, 'utf8');
  writeFileSync(bundle, `${readFileSync(certificate, 'utf8')}\n${others}`);
  return { certificate, key, bundle };
}

/** Lets ECR's name lead to this machine, and the engine trust the registry there. Undo it with `restoreMachine`. */
export function changeMachine({ certificate }: Certificates): void {
  restoreMachine();
  mkdirSync(TRUSTED, { recursive: true });
  writeFileSync(join(TRUSTED, 'ca.crt'), readFileSync(certificate));
  writeFileSync(HOSTS, `${readFileSync(HOSTS, 'utf8').trimEnd()}\n${LINE}\n`);
}

/** Takes back what `changeMachine` did, also in a run that was killed. */
export function restoreMachine(): void {
  const text = readFileSync(HOSTS, 'utf8');
  // Written in place: in a container the file is a mount, which cannot be replaced.
  if (text.includes(LINE)) {
    writeFileSync(HOSTS, text.replaceAll(`${LINE}\n`, ''));
  }
  rmSync(TRUSTED, { recursive: true, force: true });
}
