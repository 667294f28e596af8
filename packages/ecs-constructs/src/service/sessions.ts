import type { ICluster } from '../cluster/cluster-contract';
import { SESSION_ACTIONS } from '../iam/actions-without-resource';
import type { IRole } from '../iam/role-contract';
import { AwsEnvironment } from '../support/aws-environment';
import { describeProblem } from '../support/validation';
import type { IEc2TaskDefinition } from '../task/task-definition';

/**
 * Lets the agent in the containers open sessions, and write the record of them where the cluster says.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function allowSessions(taskDefinition: IEc2TaskDefinition, cluster: ICluster): void {
  taskDefinition.addToTaskRolePolicy({ actions: SESSION_ACTIONS, resources: ['*'] });
  cluster.executeCommand?.permissions.forEach((statement) =>
    taskDefinition.addToTaskRolePolicy(statement),
  );
}

/** The permissions that running a command in a task takes. */
export function grantExecuteCommand(role: IRole, cluster: ICluster): void {
  const { accountId, partition, region } = AwsEnvironment.of(cluster);
  const tasks = `arn:${partition}:ecs:${region}:${accountId}:task/${cluster.clusterName}/*`;
  role.addToPolicy({
    actions: ['ecs:ExecuteCommand'],
    resources: [cluster.clusterArn, tasks],
  });
  role.addToPolicy({ actions: ['ecs:DescribeTasks'], resources: [tasks] });
  const { kmsKeyArn } = cluster.executeCommand ?? {};
  if (kmsKeyArn !== undefined) {
    role.addToPolicy({ actions: ['kms:GenerateDataKey'], resources: [kmsKeyArn] });
  }
}

/** Whether sessions can be opened in a container, once all containers are there. */
export function executeCommandProblems(taskDefinition: IEc2TaskDefinition): readonly string[] {
  const { containers } = taskDefinition;
  const writable = containers.some(
    ({ readonlyRootFilesystem }) => readonlyRootFilesystem === false,
  );
  if (containers.length === 0 || writable) {
    return [];
  }
  return [
    describeProblem({
      what: 'enableExecuteCommand needs a container that ECS can write the agent of Systems Manager into',
      got: `read-only root file systems (${containers.map(({ containerName }) => containerName).join(', ')})`,
      fix: `Set readonlyRootFilesystem to false on the container to look into, in ${taskDefinition.node.path}.`,
    }),
  ];
}
