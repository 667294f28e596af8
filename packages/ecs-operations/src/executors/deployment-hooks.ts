import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  AppliedStage,
  DeploymentHooks,
  RunningApply,
  StageContext,
  WatchVerdict,
} from 'nx-cdktf';
import type { VersionHeader } from '../deployment/check-answers';
import {
  reasonOf,
  replacements,
  takeFinalLook,
  waitsFor,
  type FinalLook,
  type FinalLookOptions,
} from '../deployment/final-look';
import { deletedServices } from '../deployment/deleted-services';
import { eventLine, liveTable, Narrator, type DeploymentEvent } from '../deployment/narrator';
import { plannedServices, revisionsIn } from '../deployment/planned-services';
import { offerRollback, unfinished } from '../deployment/offer-rollback';
import { postMortem, type FailedService } from '../deployment/post-mortem';
import { isOver, WatchedServices, type WatchedService } from '../deployment/watched-services';
import { operationClients, type OperationClients } from '../operation-clients';
import { renderStatuses } from '../render-status';
import type { ServiceTarget } from '../services/service-target';
import { servicesAmong } from '../services/state-services';
import { statusWarnings } from '../status-warnings';
import { wantsColor } from '../terminal';
import { whatExists } from '../what-exists';

/** How deployments of a stack are judged. */
export interface DeploymentHookOptions {
  /** How long a service may take to serve its revision, in seconds. @default 900 */
  readonly settleSeconds?: number | ((context: StageContext) => number);
  /** How a program says which version of it answers. @default - any answer will do */
  readonly version?: VersionHeader;
}

/** The exit code of a deployment that was rolled back, as nx-cdktf has it. */
const ROLLED_BACK = 6;
const FAILED = 1;
const SETTLE_SECONDS = 900;

/**
 * The hooks of nx-cdktf that make its deployments true for every ECS service of a stack, with no word about one of them:
 * while Terraform applies they look at what the services do, and end it when one can never serve; after it they find out
 * whether every service serves the planned revision, spread and healthy as asked, and answers; and where one failed, why.
 *
 * Before a plan they say which services somebody deleted past Terraform, which waits for those.
 *
 * An app spreads them into its own: `export const { beforePlan, watchApply, applyFailed, applyInterrupted, afterApply,
 * existing } = deploymentHooks()`.
 */
export function deploymentHooks(
  options: DeploymentHookOptions = {},
): Required<
  Pick<
    DeploymentHooks,
    'beforePlan' | 'watchApply' | 'applyFailed' | 'applyInterrupted' | 'afterApply' | 'existing'
  >
> {
  let watched: WatchedServices | undefined;
  const narrator = new Narrator();
  const watchedOf = (context: StageContext): WatchedServices => {
    const made = new Map<string, OperationClients>();
    watched ??= new WatchedServices(({ region = context.settings.region }) => {
      const clients = made.get(region) ?? clientsOf(context, region);
      made.set(region, clients);
      return { clients, region };
    });
    return watched;
  };
  return {
    async beforePlan(context, resources) {
      const instances = resources.flatMap(({ address, type, id }) =>
        id === undefined ? [] : [{ address, type, values: { id } }],
      );
      return deletedServices(
        servicesAmong(instances).map((service) => ({
          ...service,
          clients: clientsOf(context, service.region),
        })),
      );
    },
    async watchApply(context, apply) {
      const services = watchedOf(context);
      plannedServices(apply.planned).forEach((planned) => services.add(planned));
      await services.look().finally(() => apply.ready());
      return services.all.length === 0
        ? undefined
        : watch(services, apply, (all) => narrate(context, narrator, all));
    },
    async applyFailed(context, failed) {
      const down = watchedOf(context).all.filter(
        ({ planned, look }) => failed.includes(planned.address) || isOver(look),
      );
      await tellWhy(
        context,
        down.flatMap(({ look }): FailedService[] =>
          look?.target === undefined ? [] : [{ target: look.target, reason: reasonOf(look) }],
        ),
      );
      await offerRollback(context, unfinished(down));
    },
    async applyInterrupted(context, begun) {
      const services = watchedOf(context);
      const ours = () => services.all.filter(({ planned }) => begun.includes(planned.address));
      if (ours().length === 0) {
        return;
      }
      const status = context.commandFor('ecs-operations:status');
      context.progress.info(
        'ECS goes on with the rollout, nobody waits for it any more' +
          (status === undefined ? '.' : `; how far it is: ${status}`),
      );
      // What was seen last is as old as the interruption.
      await services.look(({ planned }) => begun.includes(planned.address)).catch(() => undefined);
      await offerRollback(context, unfinished(ours()));
    },
    async afterApply(context, _outputs, applied) {
      await lookAfterwards(context, applied, watchedOf(context), {
        ...options,
        onLook: (all) => narrate(context, narrator, all),
      });
    },
    existing: (context) => existingOf(context),
  };
}

/** Until Terraform has ended; earlier it ends Terraform, when that waits for nothing but what has failed. */
async function watch(
  services: WatchedServices,
  apply: RunningApply,
  narrate: (all: readonly WatchedService[]) => Promise<void>,
): Promise<WatchVerdict | undefined> {
  const running = new Set<string>();
  apply.onResource(({ kind, address }) => {
    if (kind === 'started') {
      running.add(address);
    } else {
      running.delete(address);
    }
  });
  const over = (): readonly WatchedService[] => services.all.filter(({ look }) => isOver(look));
  let stopped = false;
  await services.until(async (all) => {
    await narrate(all);
    apply.waitsFor(waitsFor(all.filter(({ planned }) => running.has(planned.address))));
    const failed = over();
    const waitsForNothing = [...running].every((address) =>
      failed.some(({ planned }) => planned.address === address),
    );
    // What else is being made would be left half made.
    if (!stopped && failed.length > 0 && running.size > 0 && waitsForNothing) {
      stopped = true;
      apply.stop(sentencesOf(failed).join(' '));
    }
    return false;
  }, apply.ended);
  await services.look(({ look }) => !isOver(look)).catch(() => undefined);
  // Terraform may have heard of the end before we looked.
  await narrate(services.all);
  const failed = over();
  return failed.length === 0
    ? undefined
    : {
        problem: sentencesOf(failed).join('\n'),
        exitCode: failed.every(({ look }) => look?.standing.state === 'rolled-back')
          ? ROLLED_BACK
          : FAILED,
        failed: failed.map(({ planned }) => planned.address),
      };
}

/** What happens, in words or as values; where there is a terminal the counts are a table that is redrawn. */
async function narrate(
  { progress }: StageContext,
  narrator: Narrator,
  all: readonly WatchedService[],
): Promise<void> {
  progress.live?.(liveTable(all, hasColor()));
  for (const event of await narrator.tell(all)) {
    if (progress.event !== undefined) {
      progress.event(event);
    } else if (isNews(event, progress.live !== undefined)) {
      progress.info(eventLine(event, hasColor()));
    }
  }
}

/** The counts stand in the table, where there is one; a first revision replaces nothing, and the counts name it. */
function isNews({ kind, replaces }: DeploymentEvent, hasTable: boolean): boolean {
  return kind === 'counts' ? !hasTable : kind !== 'revision' || replaces !== undefined;
}

function sentencesOf(failed: readonly WatchedService[]): readonly string[] {
  return failed.map(({ planned, look }) => `Service ${planned.service}: ${reasonOf(look)}.`);
}

async function lookAfterwards(
  context: StageContext,
  applied: AppliedStage,
  watched: WatchedServices,
  options: DeploymentHookOptions & Pick<FinalLookOptions, 'onLook'>,
): Promise<void> {
  const { progress } = context;
  const { settleSeconds = SETTLE_SECONDS, version, onLook } = options;
  const targets = servicesAmong(applied.resources).map((service): ServiceTarget => ({
    ...service,
    clients: clientsOf(context, service.region),
  }));
  if (targets.length === 0) {
    return;
  }
  const look = await finalLook(context, {
    targets,
    revisions: revisionsIn(applied.planned),
    watched,
    timeoutSeconds: typeof settleSeconds === 'number' ? settleSeconds : settleSeconds(context),
    version,
    onLook,
  });
  const { statuses, failed, rolledBack, problems, answers } = look;
  if (failed.length + problems.length > 0) {
    await tellWhy(context, failed);
    const left = watched.all.filter(({ planned }) =>
      failed.some(({ target }) => target.address === planned.address),
    );
    await offerRollback(context, unfinished(left));
    const bad = [
      ...failed.map(({ target, reason }) => `Service ${target.service}: ${reason}.`),
      ...problems,
    ];
    const isRollback =
      failed.length > 0 && failed.length === rolledBack.length && problems.length === 0;
    throw Object.assign(new Error(bad.join('\n')), {
      exitCode: isRollback ? ROLLED_BACK : FAILED,
    });
  }
  progress.info(renderStatuses(statuses, { color: hasColor(), purpose: 'deployment' }));
  // They serve, and the next deployment would find the same: no reason to fail.
  for (const warning of new Set(statuses.flatMap((status) => statusWarnings(status)))) {
    progress.warn(warning);
  }
  for (const line of [...replacements(watched.all), ...answers]) {
    progress.info(line);
  }
  // What was made just now has nothing to go back to.
  const back = watched.all.some(({ look: { before } = {} }) => before !== undefined);
  const next = ['logs', 'status', 'diagnose', ...(back ? ['rollback'] : [])].flatMap(
    (name) => context.commandFor(`ecs-operations:${name}`) ?? [],
  );
  if (next.length > 0) {
    progress.info(`Next: ${next.join(' | ')}`);
  }
}

/** A step that did not come to its end, and what was seen in it. */
class NotAsDeployed extends Error {
  constructor(readonly look: FinalLook) {
    super('not every service serves what was deployed');
  }
}

/** The last look, as a step that has failed where something is not as it should be. */
async function finalLook(
  { progress }: StageContext,
  options: Omit<FinalLookOptions, 'onProgress'>,
): Promise<FinalLook> {
  try {
    return await progress.step(
      'Wait until every service serves what was deployed',
      async (onProgress) => {
        const look = await takeFinalLook({ ...options, onProgress });
        if (look.failed.length + look.problems.length > 0) {
          throw new NotAsDeployed(look);
        }
        return look;
      },
    );
  } catch (error) {
    if (error instanceof NotAsDeployed) {
      return error.look;
    }
    throw error;
  }
}

async function tellWhy(context: StageContext, failed: readonly FailedService[]): Promise<void> {
  if (failed.length === 0) {
    return;
  }
  const text = await context.progress.step('Find out why', () =>
    postMortem(failed, { color: hasColor(), later: (target) => laterCommand(context, target) }),
  );
  const say = context.progress.result ?? context.progress.info;
  say(`\n${text}\n`);
}

function laterCommand(context: StageContext, { service, cluster, region }: ServiceTarget): string {
  const command = context.commandFor('ecs-operations:diagnose');
  return command === undefined
    ? `npx ecs-operations diagnose --cluster ${cluster} --service ${service} --region ${region}`
    : `${command} --service=${service}`;
}

/** What there is under the names of the synthesized stack, as far as they stand there. */
async function existingOf(context: StageContext): Promise<readonly string[]> {
  const file = join(context.workingDirectory, 'cdk.tf.json');
  const { resource = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly resource?: Readonly<
      Record<string, Readonly<Record<string, { readonly name?: unknown }>>>
    >;
  };
  const namesOf = (type: string): readonly string[] =>
    Object.values(resource[type] ?? {}).flatMap(({ name }) =>
      typeof name === 'string' && !name.includes('${') ? [name] : [],
    );
  const clients = clientsOf(context);
  const found: string[] = [];
  for (const cluster of namesOf('aws_ecs_cluster')) {
    for (const service of namesOf('aws_ecs_service')) {
      found.push(...(await whatExists(clients, { cluster, service })));
    }
  }
  return [...new Set(found)];
}

function clientsOf(
  { settings, environment }: StageContext,
  region: string = settings.region,
): OperationClients {
  const endpoint = environment['AWS_ENDPOINT_URL'] ?? settings.state?.endpoint;
  return operationClients({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
}

function hasColor(): boolean {
  // Without FORCE_COLOR: Nx sets it for whatever it starts, also where nobody asked for colours.
  const { NO_COLOR, TERM } = process.env;
  return wantsColor({ NO_COLOR, TERM }, process.stdout.isTTY === true);
}
