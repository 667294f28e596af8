import type { StageContext, StageSettings, StateResource } from 'nx-cdktf';
import {
  deregisterRevisions,
  digestInRegistry,
  readStatus,
  renderStatus,
  statusProblems,
  statusWarnings,
  waitForService,
  whatExists,
} from 'ecs-operations';
import { localAwsOptions, startLocalAws } from 'local-aws';
import { BUILD_RESOURCES, decideOnBuild } from './build-decision';
import { loadConfig } from './config';
import { familiesIn } from './families';
import { fetchHello } from './fetch-hello';
import { helloImage } from './hello-image';
import { stackId } from './hello-stack-id';
import { prepareLocalImage } from './local-image';
import { clientsOf, expectationOf, referenceOf } from './service-reference';
import { terraformEnvironment } from './terraform-environment';
import { useColor } from './use-color';

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
    forgetAfterApply: config.image.source === 'docker-provider' ? BUILD_RESOURCES : [],
  };
}

/** Starts the local AWS and makes the image it will run; for a real account, finds out whether there is one to build. */
export async function prepare(context: StageContext): Promise<void> {
  const { progress } = context;
  const config = loadConfig(context.settings.stage, process.env);
  if (config.endpoint === undefined) {
    const builds = config.image.source === 'docker-provider' && deploysImage(context);
    if (!builds) return;
    const { environment } = context;
    return decideOnBuild(
      helloImage(config),
      clientsOf(config),
      config.region,
      progress,
      environment,
    );
  }
  const options = localAwsOptions(process.env, context.workspaceRoot);
  const local = await progress.step('Start the local AWS', async (report) => {
    const status = await startLocalAws(options, report);
    report(status.endpoint);
    return status;
  });
  for (const notice of local.notices) progress.warn(notice);
  if (deploysImage(context)) {
    await prepareLocalImage(helloImage(config), options, progress);
  }
}

/** A destruction and a recovery of the state deploy none. */
function deploysImage({ command }: StageContext): boolean {
  return command !== 'destroy' && command !== 'recover-state';
}

/** Binds a saved plan to the image it deploys: a tag can be moved to another one. */
export async function imageDigests({
  settings: { stage, region },
}: StageContext): Promise<Readonly<Record<string, string>>> {
  const config = loadConfig(stage, process.env);
  const { repositoryUrl, tag } = helloImage(config);
  const reference = `${repositoryUrl}:${tag}`;
  const digest = await digestInRegistry(clientsOf(config), reference, region);
  return digest === undefined ? {} : { [reference]: digest };
}

/** Looks whether what was deployed really serves: the service, the hosts, the answer. */
export async function afterApply(
  context: StageContext,
  outputs: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { progress } = context;
  const config = loadConfig(context.settings.stage, process.env);
  const clients = clientsOf(config);
  const reference = referenceOf(config);
  const expected = expectationOf(config);
  await progress.step('Wait until the new revision runs', (report) =>
    waitForService(clients, reference, {
      taskDefinitionArn: String(outputs['task_definition_arn']),
      timeoutSeconds: config.service.settleMinutes * 60,
      onProgress: report,
    }),
  );
  const status = await progress.step('Look at what runs', () => readStatus(clients, reference));
  progress.info(renderStatus(status, { color: useColor(), expected }));
  const problems = statusProblems(status, expected);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  // They serve, and the next deployment would find the same: no reason to fail.
  for (const warning of statusWarnings(status, expected)) progress.warn(warning);
  if (config.service.desiredCount === 0) return;
  const answer = await progress.step('Fetch the URL', () =>
    fetchHello(config, clients, helloImage(config).tag),
  );
  progress.info(`${answer.url} -> ${answer.body}`);
}

/**
 * Says what Terraform cannot: what the tasks died of, and what ECS did about it. Only where the service is what failed: a
 * good word about it would stand there as if the deployment had worked.
 */
export async function applyFailed(context: StageContext, failed: readonly string[]): Promise<void> {
  if (!failed.some((address) => address.startsWith('aws_ecs_service.'))) return;
  const config = loadConfig(context.settings.stage, process.env);
  const status = await readStatus(clientsOf(config), referenceOf(config));
  context.progress.info(
    `\n${renderStatus(status, { color: useColor(), expected: expectationOf(config), purpose: 'failure' })}\n`,
  );
}

/** Says what there is of the stage, for a state that holds nothing. */
export async function existing({ settings }: StageContext): Promise<readonly string[]> {
  const config = loadConfig(settings.stage, process.env);
  return whatExists(clientsOf(config), referenceOf(config));
}

/**
 * Takes back the old revisions, which Terraform keeps for a rollback as long as there is a service: those of the families
 * that the state held, for another stage may have the same name.
 */
export async function afterDestroy(
  { settings, progress }: StageContext,
  destroyed: readonly StateResource[],
): Promise<void> {
  const families = familiesIn(destroyed);
  if (families.length === 0) return;
  const config = loadConfig(settings.stage, process.env);
  await progress.step('Deregister the revisions of the task definition', async (report) => {
    let count = 0;
    for (const family of families) {
      count += await deregisterRevisions(clientsOf(config), family, config.region);
    }
    report(String(count));
  });
}
