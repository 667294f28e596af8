import { isAbsolute } from 'node:path';
import type { ImageBuildSecrets } from '@cdktf/provider-docker/lib/image';
import type { Construct } from 'constructs';
import { misuse } from '../support/validation';
import type { BuildSecret } from './image-build-props';

export function renderBuildSecrets(secrets: readonly BuildSecret[]): ImageBuildSecrets[] {
  return secrets.map((secret) =>
    'env' in secret ? { id: secret.id, env: secret.env } : { id: secret.id, src: secret.file },
  );
}

/** The provider joins id and source with commas and hands the line to buildx. */
export function requireSecrets(scope: Construct, secrets: readonly BuildSecret[]): void {
  const ids = secrets.map(({ id }) => id);
  const bad = ids.find((id, index) => !/^[\w.-]+$/.test(id) || ids.indexOf(id) !== index);
  if (bad !== undefined) {
    throw misuse(scope, {
      what: 'every secret of a build needs an id of its own, of letters, digits, dots, hyphens and underscores',
      got: JSON.stringify(bad),
      fix: 'Change the id in secrets and in the Dockerfile.',
    });
  }
  for (const secret of secrets) {
    if ('env' in secret ? /^[A-Za-z_]\w*$/.test(secret.env) : isAbsolute(secret.file)) {
      continue;
    }
    throw misuse(scope, {
      what: `the secret ${secret.id} comes from an environment variable or from a file with an absolute path`,
      got: JSON.stringify('env' in secret ? secret.env : secret.file),
      fix: 'Name the variable, or build the path from __dirname.',
    });
  }
  requirePathsForTheLine(scope, secrets);
}

/** A comma or a quotation mark ends the path in that line, and the builder reads what comes behind as an option. */
function requirePathsForTheLine(scope: Construct, secrets: readonly BuildSecret[]): void {
  for (const secret of secrets) {
    if (!('file' in secret) || !/[,"\r\n]|^\s|\s$/.test(secret.file)) {
      continue;
    }
    throw misuse(scope, {
      what: `the path of the secret ${secret.id} is put into one line with commas, which it must fit into`,
      got: JSON.stringify(secret.file),
      fix: 'Give it a path without commas, quotation marks, line ends and blanks at its ends.',
    });
  }
}
