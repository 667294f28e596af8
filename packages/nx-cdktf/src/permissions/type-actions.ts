import { DISCOVERY_TYPES } from './discovery-types';
import { EC2_TYPES } from './ec2-types';
import { all, ec2, on, type Grant, type TypeActions } from './grant';
import { SERVICE_TYPES } from './service-types';

/** A `terraform_data` that holds how a task is run. */
export const ONE_OFF_TASK = 'terraform_data (one-off task)';

/** What `ecs-operations run-task` calls; the roles of the task are passed as those of its task definition. */
const runTask: TypeActions = {
  read: [],
  write: [
    on('ecs:{region}:{account}:task-definition/*', 'ecs:RunTask'),
    on('ecs:{region}:{account}:task/*', 'ecs:DescribeTasks', 'ecs:StopTask', 'ecs:TagResource'),
    on('logs:{region}:{account}:log-group:*', 'logs:FilterLogEvents', 'logs:GetLogEvents'),
    all('ecs:DescribeTaskDefinition', 'ecs:ListTasks', 'logs:DescribeLogStreams'),
  ],
};

/**
 * The calls of the AWS provider, by type: https://docs.aws.amazon.com/service-authorization/latest/reference/ says which
 * resources each may name. Adding a type is adding a row.
 */
export const TYPE_ACTIONS: Readonly<Record<string, TypeActions>> = {
  ...DISCOVERY_TYPES,
  ...EC2_TYPES,
  ...SERVICE_TYPES,
  [ONE_OFF_TASK]: runTask,
};

/** Data sources, which a plan reads. */
export const DATA_ACTIONS: Readonly<Record<string, readonly Grant[]>> = {
  aws_availability_zones: [ec2('DescribeAvailabilityZones')],
  // Everybody may ask who he is.
  aws_caller_identity: [],
  aws_default_tags: [],
  aws_ec2_instance_type: [ec2('DescribeInstanceTypes')],
  aws_ec2_instance_type_offerings: [ec2('DescribeInstanceTypeOfferings')],
  aws_ecr_authorization_token: [all('ecr:GetAuthorizationToken')],
  aws_iam_policy_document: [],
  aws_partition: [],
  aws_region: [],
  // The public parameters of AWS belong to no account.
  aws_ssm_parameter: [on('ssm:{region}::parameter/*', 'ssm:GetParameter', 'ssm:GetParameters')],
  aws_subnets: [ec2('DescribeSubnets')],
  aws_vpc: [ec2('DescribeVpcs', 'DescribeVpcAttribute')],
};

/** Whom a role of the stack may be handed to, by the type that takes it. */
export const PASSED_TO: Readonly<Record<string, readonly string[]>> = {
  aws_ecs_task_definition: ['ecs-tasks.amazonaws.com'],
  aws_iam_instance_profile: ['ec2.amazonaws.com'],
};

/** The roles that AWS makes for itself the first time an account uses a service. */
export const SERVICE_LINKED_ROLES: Readonly<Record<string, readonly string[]>> = {
  aws_appautoscaling_target: ['ecs.application-autoscaling.amazonaws.com'],
  aws_autoscaling_group: ['autoscaling.amazonaws.com'],
  aws_ecs_cluster: ['ecs.amazonaws.com'],
  aws_lb: ['elasticloadbalancing.amazonaws.com'],
};
