import { deploymentHooks } from 'ecs-operations/deployment-hooks';
import type { AppliedStage, StageContext, StageSettings, StateResource } from 'nx-cdktf';
import { startLocalAws } from 'local-aws';
import { BUILD_RESOURCES, isToBuild } from './build-decision';
import { buildLogEnd } from './build-log';
import { clientsOf } from './clients';
import { loadConfig } from './config';
import { deregisterFamilies, familiesIn } from './families';
import { helloSources } from './hello-image';
import { prepareLocalImage } from './local-image';
import { moves, moveTags } from './moving-tags';
import { stackId } from './names';
import { lookIntoRegistry, plannedImage, registryFacts, tagOf } from './planned-image';
import { prepareBuild } from './prepare-build';
import type { StageConfig } from './stage';
import { localOptions, otherEndpoints, terraformEnvironment } from './terraform-environment';

// What a deployment of this app does beside Terraform. nx-cdktf calls these (`DeploymentHooks`).

/** Tells nx-cdktf about a stage. */
export function settings(stage: string, env: NodeJS.ProcessEnv): StageSettings {
  const config = loadConfig(stage, env);
  return {
    stage,
    stack: stackId(stage),
    region: config.region,
    accountId: config.accountId,
    state: {
      ...config.state,
      region: config.region,
      endpoint: config.endpoint,
      // The local AWS keeps nothing when it stops.
      ephemeral: config.endpoint !== undefined,
    },
    environment: terraformEnvironment(config),
    approval: config.approval,
    // What is accepted stands in accepted-findings.ts; whatever else a rule finds is not deployed.
    failOn: 'policy',
    forgetAfterApply: config.image.source === 'docker-provider' ? BUILD_RESOURCES : [],
  };
}

/** Starts the local AWS and makes the image it will run; for a real account, finds out whether there is one to build. */
export async function prepare(context: StageContext): Promise<void> {
  const { environment, progress } = context;
  const config = loadConfig(context.settings.stage, process.env);
  if (config.endpoint === undefined) {
    for (const text of otherEndpoints(config.stage, environment)) {
      progress.warn(text);
    }
    if (!deploysImage(context) || !isBuiltByTerraform(config)) {
      return;
    }
    const image = plannedImage(config, context);
    await prepareBuild(context, image, () => registryFacts(context, image, clientsOf(config)));
    return;
  }
  const options = localOptions(process.env);
  const local = await progress.step('Start the local AWS', async (report) => {
    const status = await startLocalAws(options, report);
    report(status.endpoint);
    return status;
  });
  // The key is of this start: when the settings were read, there may have been none.
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = terraformEnvironment(config);
  Object.assign(context.environment, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });
  for (const notice of local.notices) {
    progress.warn(notice);
  }
  if (deploysImage(context)) {
    await prepareLocalImage(plannedImage(config, context), options, progress);
  }
}

/** A destruction, a recovery of the state and a look at its bucket deploy none. */
function deploysImage({ command }: StageContext): boolean {
  return command !== 'destroy' && command !== 'recover-state' && command !== 'bootstrap';
}

/** Binds a saved plan to the image it deploys and to what its tags named: both can change in the meantime. */
export async function imageDigests(
  context: StageContext,
): Promise<Readonly<Record<string, string>>> {
  const config = loadConfig(context.settings.stage, process.env);
  const image = plannedImage(config, context);
  const { image: built, moving } = await registryFacts(context, image, clientsOf(config));
  // On the local AWS every deployment registers its image anew, `latest` too.
  const found = { [image.tag]: built, ...(isBuiltByTerraform(config) ? moving : {}) };
  return Object.fromEntries(
    Object.entries(found).flatMap(([tag, named]) =>
      named === undefined ? [] : [[`${image.repositoryUrl}:${tag}`, named.digest]],
    ),
  );
}

/** Says which tags will name another image than now. Where Terraform builds, its own plan says it. */
export async function besideTerraform(context: StageContext): Promise<readonly string[]> {
  const config = loadConfig(context.settings.stage, process.env);
  if (!isBuiltByTerraform(config)) {
    return [];
  }
  if (isToBuild(context.environment)) {
    return [];
  }
  const image = plannedImage(config, context);
  return moves(image, await registryFacts(context, image, clientsOf(config)));
}

const services = deploymentHooks({
  settleSeconds: ({ settings: { stage } }) =>
    loadConfig(stage, process.env).service.settleMinutes * 60,
  // The answer carries the version of the image, so that an old revision cannot pass for the new one.
  version: { header: 'x-app-version', variable: 'APP_VERSION' },
});

/** What a deployment does to the services of the stack, whichever they are, is looked at before and while Terraform applies it. */
export const { beforePlan, watchApply, applyInterrupted, existing } = services;

/** Looks whether what was deployed really serves: every service, the hosts, the answers. Then people's tags follow. */
export async function afterApply(
  context: StageContext,
  outputs: Record<string, unknown>,
  applied: AppliedStage,
): Promise<void> {
  await services.afterApply(context, outputs, applied);
  const config = loadConfig(context.settings.stage, process.env);
  if (isBuiltByTerraform(config)) {
    // What was applied, not what the files make by now: somebody may have gone on working.
    const tag = tagOf(outputs['image'], 'outputs');
    const sources = { ...helloSources(config), tag };
    await moveTags(sources, clientsOf(config), config.region, context.progress);
  }
}

/** Says what Terraform cannot: what the build printed, else what the tasks died of and what ECS did about it. */
export async function applyFailed(context: StageContext, failed: readonly string[]): Promise<void> {
  const config = loadConfig(context.settings.stage, process.env);
  const log = await failedBuild(context, config);
  if (log === undefined) {
    await services.applyFailed(context, failed);
  } else {
    context.progress.info(`\n${log}\n`);
  }
}

/** The end of the build's log, where the image did not get into the registry; nothing that runs has changed then. */
async function failedBuild(
  context: StageContext,
  config: StageConfig,
): Promise<string | undefined> {
  const log = buildLogEnd(context);
  if (log === undefined) {
    return undefined;
  }
  const look = lookIntoRegistry(plannedImage(config, context), clientsOf(config), config.region);
  const pushed = await look.then(
    ({ image }) => image !== undefined,
    () => false,
  );
  return pushed ? undefined : log;
}

/** Takes back the revisions that Terraform kept for a rollback. */
export async function afterDestroy(
  { settings, progress }: StageContext,
  destroyed: readonly StateResource[],
): Promise<void> {
  const config = loadConfig(settings.stage, process.env);
  await deregisterFamilies(familiesIn(destroyed), config, progress);
}

function isBuiltByTerraform({ image }: StageConfig): boolean {
  return image.source === 'docker-provider';
}
