import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { architectureOf, buildContextHash, platformOf } from 'ecs-constructs';
import type { StageConfig } from './stages/stage';

/** The image of hello-server, named by its content. */
export interface HelloImage {
  /** Folder that holds the Dockerfile; its build output is already there. */
  readonly context: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly platform: ReturnType<typeof platformOf>;
  /** Hash of everything the image is made of. */
  readonly tag: string;
  /** Repository in the stage's ECR, without a tag. */
  readonly repositoryUrl: string;
}

/** Names the image that the stage runs. Same files, same base, same platform: same tag. */
export function helloImage(config: StageConfig): HelloImage {
  const context = join(__dirname, '..', '..', 'hello-server');
  const buildArgs = { BASE_IMAGE: config.image.baseImage ?? defaultBaseImage(context) };
  const platform = platformOf(architectureOf(config.hosts.instanceType));
  return {
    context,
    buildArgs,
    platform,
    tag: buildContextHash(context, { buildArgs, platform }),
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
