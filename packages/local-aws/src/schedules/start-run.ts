import type { EcsContext } from '../ecs/action';
import { runTask } from '../ecs/actions/tasks';
import { AwsError } from '../gateway/aws-response';
import type { Schedule, ScheduleTarget } from './schedule';

/** What a run came to: how many tasks started, and why others did not. */
export interface RunOutcome {
  readonly started: number;
  /** Reasons of ECS for tasks that it did not place; the call itself succeeded. */
  readonly unplaced: readonly string[];
}

/**
 * Starts the tasks of a schedule, as the schedule's target says.
 *
 * @throws AwsError what ECS answers to the call
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tasks-scheduled-eventbridge-scheduler.html
 */
export async function startRun(ecs: EcsContext, schedule: Schedule): Promise<RunOutcome> {
  const { target, region } = schedule;
  const { EcsParameters: parameters } = target;
  if (parameters === undefined) {
    throw new AwsError('ValidationException', 'The local AWS runs schedules of ECS tasks only.');
  }
  const input = {
    cluster: target.Arn,
    taskDefinition: parameters.TaskDefinitionArn,
    count: parameters.TaskCount ?? 1,
    group: parameters.Group,
    enableExecuteCommand: parameters.EnableExecuteCommand,
    placementConstraints: parameters.PlacementConstraints,
    placementStrategy: parameters.PlacementStrategy,
    launchType: parameters.LaunchType,
    networkConfiguration: networkOf(parameters.NetworkConfiguration),
    overrides: overridesOf(target.Input),
    startedBy: `chronos-schedule/${schedule.name}`.slice(0, 128),
  };
  const { tasks, failures } = (await runTask(ecs, { region, input })) as {
    tasks: readonly unknown[];
    failures: readonly { readonly reason: string }[];
  };
  return { started: tasks.length, unplaced: failures.map(({ reason }) => reason) };
}

/** Scheduler writes the same names with capital letters. */
function networkOf(
  given: NonNullable<ScheduleTarget['EcsParameters']>['NetworkConfiguration'],
): unknown {
  const configuration = given?.awsvpcConfiguration;
  return configuration === undefined
    ? undefined
    : {
        awsvpcConfiguration: {
          subnets: configuration.Subnets ?? [],
          securityGroups: configuration.SecurityGroups ?? [],
          assignPublicIp: configuration.AssignPublicIp ?? 'DISABLED',
        },
      };
}

function overridesOf(input: string | undefined): unknown {
  if (input === undefined || input === '') {
    return undefined;
  }
  try {
    return JSON.parse(input);
  } catch {
    throw new AwsError('ValidationException', 'The Input of the target is not JSON.');
  }
}
