import { Testing } from 'cdktf';
import { Template } from 'ecs-constructs/testing';
import { checkStage, loadConfig } from './config';
import { HelloStack } from './hello-stack';
import type { StageConfig, StageInput } from './stages/stage';

const environment = { HELLO_ECS_ACCOUNT_ID: '111122223333' };

/** A stage as it ships, with the given values changed; checked like any other. */
export function stage(name: 'local' | 'aws', changes: StageInput = {}): StageConfig {
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
