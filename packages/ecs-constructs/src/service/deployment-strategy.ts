import type { IRole } from '../iam/role-contract';
import { requireShape } from '../support/require-shape';
import { isKnown, misuse, numberAsText, requireInteger } from '../support/validation';

/** When ECS asks a function whether a deployment may go on. */
export type DeploymentStage =
  | 'RECONCILE_SERVICE'
  | 'PRE_SCALE_UP'
  | 'POST_SCALE_UP'
  | 'TEST_TRAFFIC_SHIFT'
  | 'POST_TEST_TRAFFIC_SHIFT'
  | 'PRODUCTION_TRAFFIC_SHIFT'
  | 'POST_PRODUCTION_TRAFFIC_SHIFT';

/** A function that a deployment waits for. */
export interface DeploymentHook {
  /** It answers `{ "hookStatus": "SUCCEEDED" }`, `FAILED` or `IN_PROGRESS`. */
  readonly functionArn: string;
  /** Which ECS assumes to call it: it needs `lambda:InvokeFunction`, and trusts `ecs.amazonaws.com`. */
  readonly role: IRole;
  readonly stages: readonly DeploymentStage[];
}

/** Options of {@link DeploymentStrategy.blueGreen}. */
export interface BlueGreenOptions {
  /** How long both revisions run when the new one has all requests, 0 to 1440: going back then takes seconds. @default 5 */
  readonly bakeTimeMinutes?: number;
  /** @default - none */
  readonly hooks?: readonly DeploymentHook[];
}

/** Options of {@link DeploymentStrategy.linear}. */
export interface LinearOptions extends BlueGreenOptions {
  /** Requests that move in a step, 3 to 100. @default 10 */
  readonly stepPercent?: number;
  /** Time between steps, 0 to 1440. @default 6 */
  readonly stepBakeTimeMinutes?: number;
}

/** Options of {@link DeploymentStrategy.canary}. */
export interface CanaryOptions extends BlueGreenOptions {
  /** Requests that move first, 0.1 to 100. @default 5 */
  readonly canaryPercent?: number;
  /** How long only these have moved, 0 to 1440. @default 10 */
  readonly canaryBakeTimeMinutes?: number;
}

/** What a strategy is made of. */
export interface DeploymentStrategySettings {
  /** As Terraform takes it. */
  readonly block: Readonly<Record<string, unknown>>;
  /** The AWS provider that it came with. */
  readonly since: string;
  /** What it waits beside the start of the tasks. */
  readonly waitMinutes: number;
}

/**
 * How a deployment goes from one revision to the next: task by task, which is the default, or with all tasks of the new one
 * beside the old ones before requests move. The latter needs places for twice the tasks, and AWS provider 6.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html
 */
export class DeploymentStrategy {
  /** New tasks take the place of old ones, within `minimumHealthyPercent` and `maximumPercent`. */
  static rolling(): DeploymentStrategy {
    return new DeploymentStrategy('ROLLING');
  }

  /** All requests move at once. AWS provider 6.4 or later. */
  static blueGreen(options: BlueGreenOptions = {}): DeploymentStrategy {
    requireShape('DeploymentStrategy.blueGreen', 'BlueGreenOptions', options);
    return DeploymentStrategy.shifting('BLUE_GREEN', options, { since: '6.4', minutes: 0 });
  }

  /** Requests move in equal steps. AWS provider 6.21 or later. */
  static linear(options: LinearOptions = {}): DeploymentStrategy {
    const where = 'DeploymentStrategy.linear';
    requireShape(where, 'LinearOptions', options);
    const { stepPercent = 10, stepBakeTimeMinutes = 6 } = options;
    requirePercent(where, 'stepPercent', stepPercent, 3);
    requireMinutes(where, 'stepBakeTimeMinutes', stepBakeTimeMinutes);
    const waits = Math.max(0, Math.ceil(100 / stepPercent) - 1);
    return DeploymentStrategy.shifting('LINEAR', options, {
      since: '6.21',
      minutes: waits * stepBakeTimeMinutes,
      block: {
        linear_configuration: {
          step_percent: stepPercent,
          step_bake_time_in_minutes: numberAsText(stepBakeTimeMinutes),
        },
      },
    });
  }

  /** A few requests move first, then all others. AWS provider 6.21 or later. */
  static canary(options: CanaryOptions = {}): DeploymentStrategy {
    const where = 'DeploymentStrategy.canary';
    requireShape(where, 'CanaryOptions', options);
    const { canaryPercent = 5, canaryBakeTimeMinutes = 10 } = options;
    requirePercent(where, 'canaryPercent', canaryPercent, 0.1);
    requireMinutes(where, 'canaryBakeTimeMinutes', canaryBakeTimeMinutes);
    return DeploymentStrategy.shifting('CANARY', options, {
      since: '6.21',
      minutes: canaryBakeTimeMinutes,
      block: {
        canary_configuration: {
          canary_percent: canaryPercent,
          canary_bake_time_in_minutes: numberAsText(canaryBakeTimeMinutes),
        },
      },
    });
  }

  private static shifting(
    name: string,
    { bakeTimeMinutes = 5, hooks = [] }: BlueGreenOptions,
    own: { since: string; minutes: number; block?: DeploymentStrategySettings['block'] },
  ): DeploymentStrategy {
    requireMinutes('DeploymentStrategy', 'bakeTimeMinutes', bakeTimeMinutes);
    requireStages(hooks);
    return new DeploymentStrategy(name, {
      since: own.since,
      waitMinutes: own.minutes + (isKnown(bakeTimeMinutes) ? bakeTimeMinutes : 0),
      block: {
        strategy: name,
        bake_time_in_minutes: numberAsText(bakeTimeMinutes),
        ...own.block,
        ...(hooks.length === 0
          ? {}
          : {
              lifecycle_hook: hooks.map(({ functionArn, role, stages }) => ({
                hook_target_arn: functionArn,
                role_arn: role.roleArn,
                lifecycle_stages: [...stages],
              })),
            }),
      },
    });
  }

  private constructor(
    readonly name: string,
    /** Undefined where ECS needs to be told nothing. */
    readonly settings?: DeploymentStrategySettings,
  ) {}
}

function requirePercent(where: string, name: string, value: number, min: number): void {
  if (!isKnown(value) || (value >= min && value <= 100)) {
    return;
  }
  throw misuse(where, {
    what: `${name} must be ${min} to 100`,
    got: value,
    fix: `Set ${name} to a value in that range.`,
  });
}

function requireMinutes(where: string, name: string, value: number): void {
  requireInteger(where, value, { name, min: 0, max: 1440, unit: 'minutes' });
}

/** A hook without a stage would never be asked. */
function requireStages(hooks: readonly DeploymentHook[]): void {
  const silent = hooks.find(({ stages }) => stages.length === 0);
  if (silent === undefined) {
    return;
  }
  throw misuse('DeploymentStrategy', {
    what: 'a hook is asked at one stage or more',
    got: `no stages for ${silent.functionArn}`,
    fix: 'Name one, for example POST_SCALE_UP.',
  });
}
