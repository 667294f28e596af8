import { AwsError } from '../../gateway/aws-response';
import { clusterArnOf, type EcsAction } from '../action';

/**
 * Refuses, as ECS does for a task that was started without ECS Exec, and else by name: no session of Systems Manager is opened
 * here.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html
 */
export const executeCommand: EcsAction = async (context, request) => {
  const clusterArn = await clusterArnOf(context, request);
  const task = context.state.findTask(clusterArn, String(request.input['task'] ?? ''));
  if (task === undefined) {
    throw new AwsError('InvalidParameterException', 'The referenced task was not found.');
  }
  if (!task.enableExecuteCommand) {
    throw new AwsError(
      'InvalidParameterException',
      'The execute command failed because execute command was not enabled when the task was run or the execute command ' +
        'agent isn\u2019t running. Wait and try again or run a new task with execute command enabled and try again.',
    );
  }
  const [{ definition, runtimeId } = { definition: { name: '' } }] = task.containers;
  throw new AwsError(
    'InvalidParameterException',
    'local-aws: ExecuteCommand is not emulated: no session of Systems Manager is opened here. Fix: npx ecs-operations exec, ' +
      `or docker exec -it ${runtimeId ?? definition.name}.`,
  );
};
