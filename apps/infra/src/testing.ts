import { Testing } from 'cdktf';
import { Template } from 'ecs-constructs/testing';
import type { EcsClients } from 'ecs-operations';
import type { Progress } from 'nx-cdktf';
import { checkStage, loadConfig } from './config';
import { HelloStack } from './hello-stack';
import type { StageConfig, StageValues } from './stage';

const environment = { HELLO_ECS_ACCOUNT_ID: '111122223333' };

/** The stages that ship. */
type StageName = 'local' | 'aws' | 'local-production' | 'production';

/** A stage as it ships, with the given values changed; checked like any other. */
export function stage(name: StageName, changes: Partial<StageValues> = {}): StageConfig {
  return checkStage(name, { ...loadConfig(name, environment), ...changes });
}

/** The stack of a stage, synthesized with every validation. */
export function synthHello(config: StageConfig): string {
  return Testing.synth(new HelloStack(Testing.app(), 'hello', config), true);
}

/** The same, parsed. */
export function helloTemplate(config: StageConfig): Template {
  return Template.fromJson(synthHello(config));
}

/** A progress that keeps what a user would read; a warning begins with '!'. */
export function progressLog(): { readonly progress: Progress; readonly lines: string[] } {
  const lines: string[] = [];
  const progress: Progress = {
    step: (title, work) => {
      lines.push(title);
      return work((detail) => lines.push(detail));
    },
    info: (text) => lines.push(text),
    warn: (text) => lines.push(`! ${text}`),
  };
  return { progress, lines };
}

/** ECR as it answers by its API reference, with the digest of each tag; it remembers what it was asked. */
export function ecrWith(
  tags: Record<string, string>,
  refuse: Readonly<Record<string, string>> = {},
): { readonly clients: EcsClients; readonly asked: string[] } {
  const asked: string[] = [];
  const fails = (name: string) => Promise.reject(Object.assign(new Error('no'), { name }));
  const send = ({ constructor: { name: command }, input }: EcrCall): Promise<unknown> => {
    const tag = input.imageTag ?? input.imageIds?.[0]?.imageTag ?? '';
    asked.push(`${command.replace('Command', '')} ${tag}`);
    const refused = refuse[`${command.replace('Command', '')} ${tag}`];
    if (refused !== undefined) {
      return fails(refused);
    }
    if (command === 'PutImageCommand') {
      tags[tag] = input.imageDigest ?? '';
      return Promise.resolve({ image: { imageId: { imageDigest: tags[tag], imageTag: tag } } });
    }
    const digest = tags[tag];
    if (digest === undefined) {
      return fails('ImageNotFoundException');
    }
    const imageTags = Object.keys(tags).filter((name) => tags[name] === digest);
    return Promise.resolve({
      imageDetails: [{ imageDigest: digest, imageTags }],
      images: [{ imageId: { imageDigest: digest, imageTag: tag }, imageManifest: '{}' }],
    });
  };
  return { asked, clients: { ecr: { send } } as unknown as EcsClients };
}

interface EcrCall {
  readonly constructor: { readonly name: string };
  readonly input: {
    readonly imageTag?: string;
    readonly imageDigest?: string;
    readonly imageIds?: readonly { readonly imageTag: string }[];
  };
}
