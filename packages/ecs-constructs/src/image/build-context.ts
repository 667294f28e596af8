import { requireShape } from '../support/require-shape';
import { createHash } from 'node:crypto';
import { readsLikeReference } from '../support/terraform-text';
import { entriesByKey } from '../support/text-order';
import { isKnown, requireTexts } from '../support/validation';
import { type BuildContext, fingerprint, readBuildContext } from './context-files';
import type { Platform } from './platform';

/** What an image depends on beside the files of its context. */
export interface BuildOptions {
  readonly platform: Platform;
  /** Relative to the context. @default 'Dockerfile' */
  readonly dockerfile?: string;
  /** Values for the `ARG`s of the Dockerfile. They end up in the image's history: no secrets. @default - none */
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Stage of the Dockerfile to build. @default - the last one */
  readonly target?: string;
  /** Labels of the image, such as `org.opencontainers.image.source`. @default - those of the Dockerfile */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Long enough that two contents never meet, short enough to read in a table. */
const HASH_LENGTH = 32;

/**
 * A hash of everything an image is built from: the same for the same sources on every machine, another one as soon as
 * a file, an executable bit, an empty directory, a build argument, the platform or the Dockerfile changes. Times, owners,
 * other modes and whatever .dockerignore leaves out do not count.
 *
 * It does not see what a Dockerfile downloads while it builds: pin base images by digest. Keep line endings the same on
 * every machine: `* text=auto eol=lf` in .gitattributes.
 *
 * @throws Error when the directory is no absolute path, cannot be read, or holds what cannot go into an image
 */
export function buildContextHash(directory: string, options: BuildOptions): string {
  requireShape('buildContextHash', 'BuildOptions', options);
  return hashBuildContext(openBuildContext(directory, options), options);
}

/** Reads a context, after making sure that everything that counts is known. */
export function openBuildContext(directory: string, options: BuildOptions): BuildContext {
  const { platform, dockerfile, buildArgs = {}, target, labels = {} } = options;
  requireTexts('buildContextHash', 'buildArgs', buildArgs);
  requireTexts('buildContextHash', 'labels', labels);
  requireKnown({ directory, platform, dockerfile, target, ...labels, ...buildArgs });
  return readBuildContext(directory, dockerfile);
}

/** The hash of a context that has been read. */
export function hashBuildContext(context: BuildContext, options: BuildOptions): string {
  const { platform, buildArgs = {}, target, labels = {} } = options;
  const settings = {
    platform,
    dockerfile: context.dockerfile,
    target: target ?? null,
    buildArgs: entriesByKey(buildArgs),
    // Only where there are any: an image without labels has the same tag, however it says so.
    ...(Object.keys(labels).length === 0 ? {} : { labels: entriesByKey(labels) }),
  };
  const lines = [JSON.stringify(settings), ...fingerprint(context)];
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, HASH_LENGTH);
}

function requireKnown(inputs: Readonly<Record<string, string | undefined>>): void {
  const unknown = Object.entries(inputs).find(
    ([, value]) => value !== undefined && (!isKnown(value) || readsLikeReference(value)),
  );
  if (unknown === undefined) {
    return;
  }
  throw new Error(
    `buildContextHash: everything that goes into an image must be known at synth; got ` +
      `${isKnown(unknown[1]) ? 'a reference of Terraform' : 'a token'} for ${unknown[0]}. Give its value as plain text.`,
  );
}
