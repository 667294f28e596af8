import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type ISynthesisSession, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { BuildContext } from './context-files';
import { stageContext } from './stage-context';

/** Beside the synthesized stack, for contexts only: what nobody needs any more is recognized by not being named. */
const DIRECTORY = 'images';
const METADATA_TYPE = 'ecs-constructs/staged-image';

/** Copies the context when the stack is synthesized, and returns its path relative to the stack's directory. */
export function stageAtSynth(build: Construct, context: BuildContext, tag: string): string {
  const stack = TerraformStack.of(build);
  const name = stack.getLogicalId(build.node);
  stack.node.addMetadata(METADATA_TYPE, name);
  const path = posix.join(DIRECTORY, name, tag);
  onSynthesize(build, (session) => {
    const { workingDirectory } = session.manifest.forStack(stack);
    const root = join(session.outdir, workingDirectory);
    const named = stack.node.metadata.filter(({ type }) => type === METADATA_TYPE);
    removeOthers(join(root, DIRECTORY), new Set(named.map(({ data }) => String(data))));
    removeOthers(join(root, DIRECTORY, name), new Set());
    stageContext(context, join(root, path));
  });
  return path;
}

/** Contexts of builds that the stack has no more, and those of earlier sources. */
function removeOthers(directory: string, kept: ReadonlySet<string>): void {
  if (!existsSync(directory)) {
    return;
  }
  for (const name of readdirSync(directory)) {
    if (!kept.has(name)) {
      rmSync(join(directory, name), { recursive: true, force: true });
    }
  }
}

/** cdktf runs this hook for a construct when it writes the stack; its own helper for it is not exported. */
function onSynthesize(construct: Construct, work: (session: ISynthesisSession) => void): void {
  Object.defineProperty(construct, Symbol.for('cdktf/customSynthesis'), {
    value: { onSynthesize: work },
    enumerable: false,
  });
}
