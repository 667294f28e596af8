import { rmSync } from 'node:fs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { Template } from './template';

/** Options of {@link synth}. */
export interface SynthOptions {
  /** @default 'Test' */
  readonly stackName?: string;
}

/**
 * Builds a stack with an AWS provider, runs every validation and returns what came out. Errors of validations are
 * thrown.
 *
 * cdktf's own `Testing.synthScope` skips validations. Use {@link Template.fromStack} for a stack with providers of its
 * own, and `App.synth` where files on disk matter.
 */
export function synth(
  build: (stack: TerraformStack) => void,
  options: SynthOptions = {},
): Template {
  const app = Testing.app();
  try {
    const stack = new TerraformStack(app, options.stackName ?? 'Test');
    new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });
    build(stack);
    return Template.fromStack(stack);
  } finally {
    // cdktf makes a new temporary directory for every app and leaves it behind.
    rmSync(app.outdir, { recursive: true, force: true });
  }
}
