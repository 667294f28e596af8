import type { StageContext } from 'nx-cdktf';
import { Failure } from 'nx-cdktf';
import { decideOnBuild } from './build-decision';
import { forgetBuildLog } from './build-log';
import { type BuildMachine, buildProblems } from './build-machine';
import type { HelloImage } from './hello-image';
import type { RegistryFacts } from './planned-image';

/**
 * Finds out whether there is an image to build, and before anything is made whether this machine can build it. A plan
 * makes nothing and may run where no engine is, so it only warns.
 *
 * @throws Failure with everything that stands in the way of a deployment
 */
export async function prepareBuild(
  context: StageContext,
  image: HelloImage,
  look: () => Promise<RegistryFacts>,
  machine: BuildMachine = { environment: context.environment },
): Promise<void> {
  const { command, progress, environment } = context;
  forgetBuildLog(context);
  const builds = await decideOnBuild(image, look, progress, environment);
  if (!builds || command === 'drift') {
    return;
  }
  const problems = await progress.step('Look whether the image can be built here', () =>
    buildProblems(image, machine),
  );
  const impossible = problems.filter(({ kind }) => kind === 'impossible');
  if (command === 'deploy' && impossible.length > 0) {
    throw new Failure(
      [
        `image: ${image.tag} is to be built, and this machine cannot do it. Nothing was changed.`,
        ...impossible.map(({ text }) => `  - ${text}`),
      ].join('\n'),
    );
  }
  for (const { kind, text } of problems) {
    progress.warn(kind === 'unknown' ? text : `A deployment from here would fail: ${text}`);
  }
}
