import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { architectureOf, buildContextHash, platformOf } from 'ecs-constructs';
import type { StageConfig } from './stage';

/** Tags that people use; each names the image that was deployed last. */
export const MOVING_TAGS: readonly string[] = ['latest'];

/** What the image of hello-server is made of, and where it goes. */
export interface HelloSources {
  /** Folder that holds the Dockerfile; its build output is already there. */
  readonly context: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly platform: ReturnType<typeof platformOf>;
  /** Repository in the stage's ECR, without a tag. */
  readonly repositoryUrl: string;
}

/** The image of hello-server, named by its content. */
export interface HelloImage extends HelloSources {
  /** Hash of everything the image is made of. */
  readonly tag: string;
}

/**
 * Names the image that the files of this moment make. Same files, same base, same platform: same tag.
 *
 * For the stack, when it is synthesized; whoever comes later takes the tag from the stack, see `plannedImage`.
 */
export function helloImage(config: StageConfig): HelloImage {
  const sources = helloSources(config);
  return { ...sources, tag: buildContextHash(sources.context, sources) };
}

/** What the image of a stage is made of; looks at no file of it but the Dockerfile. */
export function helloSources(config: StageConfig): HelloSources {
  const context = join(__dirname, '..', '..', 'hello-server');
  const buildArgs = { BASE_IMAGE: config.image.baseImage ?? defaultBaseImage(context) };
  const platform = platformOf(architectureOf(config.hosts.instanceType));
  return {
    context,
    buildArgs,
    platform,
    repositoryUrl: `${registryHost(config)}/${config.image.repositoryName}`,
  };
}

/** Where the stage's account keeps its images; the two regions in China have a domain of their own. */
function registryHost({ accountId, region }: StageConfig): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${accountId}.dkr.ecr.${region}.${domain}`;
}

function defaultBaseImage(context: string): string {
  const match = /^ARG BASE_IMAGE=(\S+)$/m.exec(readFileSync(join(context, 'Dockerfile'), 'utf8'));
  if (match?.[1] === undefined) {
    throw new Error(
      `${join(context, 'Dockerfile')}: no line 'ARG BASE_IMAGE=<image>'. Add one, or set HELLO_SERVER_BASE_IMAGE.`,
    );
  }
  return match[1];
}
