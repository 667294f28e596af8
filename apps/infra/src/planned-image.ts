import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageInRegistry, type EcsClients, type ImageInRegistry } from 'ecs-operations';
import { buildContextHash } from 'ecs-constructs';
import { Failure, type StageContext } from 'nx-cdktf';
import { type HelloImage, helloSources, MOVING_TAGS } from './hello-image';
import type { StageConfig } from './stage';

/** The image that the synthesized stack names: what was hashed then decides, whatever is edited while a command runs. */
export function plannedImage(
  config: StageConfig,
  { workingDirectory }: Pick<StageContext, 'workingDirectory'>,
): HelloImage {
  const file = join(workingDirectory, 'cdk.tf.json');
  const stack = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly output?: { readonly image?: { readonly value?: unknown } };
  };
  return { ...helloSources(config), tag: tagOf(stack.output?.image?.value, file) };
}

/** The tag in the value of the output `image`, of a stack or of what was applied. */
export function tagOf(image: unknown, where: string): string {
  const tag = /:([\w][\w.-]{0,127})$/.exec(String(image))?.[1];
  if (tag !== undefined) {
    return tag;
  }
  throw new Error(
    `${where}: the output 'image' must end with ':<tag>'; got ${JSON.stringify(image)}. Fix: synthesize again.`,
  );
}

/** Makes sure that the files still are those of the tag: built from others, the image would be a lie under that name. */
export function requireUnchanged(image: HelloImage): void {
  const present = buildContextHash(image.context, image);
  if (present === image.tag) {
    return;
  }
  throw new Failure(
    `image: the files of ${image.context} have changed since the stack was synthesized; the stack names ${image.tag}, ` +
      `they make ${present}. Nothing was changed. Fix: run the command again; where that does not help, with --skip-nx-cache.`,
  );
}

/** What ECR had under the tags of an image when a command looked. */
export interface RegistryFacts {
  /** Under the tag of the content. @default - nothing: it was never pushed */
  readonly image?: ImageInRegistry;
  /** Under the tags that move. */
  readonly moving: Readonly<Record<string, ImageInRegistry | undefined>>;
}

const looks = new WeakMap<StageContext, Promise<RegistryFacts>>();

/** Looks into ECR once for a command: what is decided, said in the plan and bound to it is one and the same. */
export function registryFacts(
  context: StageContext,
  image: HelloImage,
  clients: EcsClients,
): Promise<RegistryFacts> {
  const known = looks.get(context);
  if (known !== undefined) {
    return known;
  }
  const look = lookIntoRegistry(image, clients, context.settings.region);
  looks.set(context, look);
  return look;
}

/** What ECR has at this moment. */
export async function lookIntoRegistry(
  { repositoryUrl, tag }: HelloImage,
  clients: EcsClients,
  region: string,
): Promise<RegistryFacts> {
  const look = (name: string) => imageInRegistry(clients, `${repositoryUrl}:${name}`, region);
  const [image, ...moving] = await Promise.all([tag, ...MOVING_TAGS].map(look));
  return {
    ...(image === undefined ? {} : { image }),
    moving: Object.fromEntries(MOVING_TAGS.map((name, index) => [name, moving[index]])),
  };
}
