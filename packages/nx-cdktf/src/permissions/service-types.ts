import { all, ec2, on, type Grant, type TypeActions } from './grant';

const role = 'iam::{account}:role/{name}';
const profile = 'iam::{account}:instance-profile/{name}';
const repository = 'ecr:{region}:{account}:repository/{name}';
const logGroup = [
  'logs:{region}:{account}:log-group:{name}',
  'logs:{region}:{account}:log-group:{name}:*',
];
const cluster = 'ecs:{region}:{account}:cluster/{name}';
const service = 'ecs:{region}:{account}:service/*/{name}';
const provider = 'ecs:{region}:{account}:capacity-provider/{name}';
const balancing = (...actions: string[]): Grant =>
  all(...actions.map((action) => `elasticloadbalancing:${action}`));

/** Services and their images, roles, logs and load balancers. */
export const SERVICE_TYPES: Readonly<Record<string, TypeActions>> = {
  aws_cloudwatch_log_group: {
    read: [
      all('logs:DescribeLogGroups'),
      on(logGroup, 'logs:ListTagsForResource', 'logs:ListTagsLogGroup'),
    ],
    write: [
      on(
        logGroup,
        ...['CreateLogGroup', 'DeleteLogGroup', 'PutRetentionPolicy', 'DeleteRetentionPolicy'].map(
          (name) => `logs:${name}`,
        ),
        ...['TagResource', 'UntagResource', 'TagLogGroup', 'UntagLogGroup'].map(
          (name) => `logs:${name}`,
        ),
      ),
    ],
  },
  aws_ecr_lifecycle_policy: {
    name: 'repository',
    read: [on(repository, 'ecr:GetLifecyclePolicy')],
    write: [on(repository, 'ecr:PutLifecyclePolicy', 'ecr:DeleteLifecyclePolicy')],
  },
  aws_ecr_repository: {
    read: [
      on(
        repository,
        'ecr:DescribeRepositories',
        'ecr:ListTagsForResource',
        'ecr:DescribeImages',
        'ecr:ListImages',
      ),
      on(
        repository,
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
        'ecr:BatchCheckLayerAvailability',
      ),
      all('ecr:GetAuthorizationToken'),
    ],
    write: [
      on(
        repository,
        ...[
          'CreateRepository',
          'DeleteRepository',
          'PutImageTagMutability',
          'PutImageScanningConfiguration',
        ].map((name) => `ecr:${name}`),
        ...['TagResource', 'UntagResource', 'PutImage', 'BatchDeleteImage'].map(
          (name) => `ecr:${name}`,
        ),
        ...['InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload'].map(
          (name) => `ecr:${name}`,
        ),
      ),
    ],
  },
  aws_ecs_capacity_provider: {
    read: [all('ecs:DescribeCapacityProviders')],
    write: [
      on(
        provider,
        'ecs:CreateCapacityProvider',
        'ecs:UpdateCapacityProvider',
        'ecs:DeleteCapacityProvider',
      ),
      on(provider, 'ecs:TagResource', 'ecs:UntagResource', 'ecs:ListTagsForResource'),
    ],
  },
  aws_ecs_cluster: {
    read: [
      on(cluster, 'ecs:DescribeClusters', 'ecs:ListTagsForResource', 'ecs:ListContainerInstances'),
    ],
    write: [
      on(
        cluster,
        'ecs:CreateCluster',
        'ecs:UpdateCluster',
        'ecs:UpdateClusterSettings',
        'ecs:DeleteCluster',
      ),
      on(cluster, 'ecs:TagResource', 'ecs:UntagResource', 'ecs:PutClusterCapacityProviders'),
      on('ecs:{region}:{account}:container-instance/{name}/*', 'ecs:DescribeContainerInstances'),
    ],
  },
  aws_ecs_cluster_capacity_providers: {
    name: 'cluster_name',
    read: [on(cluster, 'ecs:DescribeClusters')],
    write: [on(cluster, 'ecs:PutClusterCapacityProviders')],
  },
  aws_ecs_service: {
    read: [
      on(service, 'ecs:DescribeServices', 'ecs:ListTagsForResource', 'ecs:ListServiceDeployments'),
      all(
        'ecs:ListTasks',
        'ecs:DescribeTasks',
        'ecs:DescribeServiceDeployments',
        'ecs:DescribeServiceRevisions',
      ),
      all('ecs:DescribeContainerInstances', 'ecs:ListContainerInstances', 'ec2:DescribeInstances'),
    ],
    write: [
      on(service, 'ecs:CreateService', 'ecs:UpdateService', 'ecs:DeleteService', 'ecs:TagResource'),
      on(service, 'ecs:UntagResource', 'ecs:StopServiceDeployment'),
    ],
  },
  aws_ecs_task_definition: {
    name: 'family',
    read: [all('ecs:DescribeTaskDefinition', 'ecs:ListTaskDefinitions')],
    write: [
      on(
        'ecs:{region}:{account}:task-definition/{name}:*',
        'ecs:RegisterTaskDefinition',
        'ecs:TagResource',
      ),
      on(
        'ecs:{region}:{account}:task-definition/{name}:*',
        'ecs:UntagResource',
        'ecs:DeleteTaskDefinitions',
      ),
      // It names no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
      all('ecs:DeregisterTaskDefinition'),
    ],
  },
  aws_iam_instance_profile: {
    read: [on(profile, 'iam:GetInstanceProfile', 'iam:ListInstanceProfileTags')],
    write: [
      on(
        profile,
        'iam:CreateInstanceProfile',
        'iam:DeleteInstanceProfile',
        'iam:AddRoleToInstanceProfile',
      ),
      on(
        profile,
        'iam:RemoveRoleFromInstanceProfile',
        'iam:TagInstanceProfile',
        'iam:UntagInstanceProfile',
      ),
    ],
  },
  aws_iam_role: {
    read: [
      on(
        role,
        'iam:GetRole',
        'iam:ListRolePolicies',
        'iam:ListAttachedRolePolicies',
        'iam:GetRolePolicy',
      ),
      on(role, 'iam:ListInstanceProfilesForRole', 'iam:ListRoleTags'),
    ],
    write: [
      on(
        role,
        'iam:CreateRole',
        'iam:DeleteRole',
        'iam:UpdateRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:TagRole',
      ),
      on(
        role,
        'iam:UntagRole',
        'iam:UpdateRoleDescription',
        'iam:PutRolePolicy',
        'iam:DeleteRolePolicy',
      ),
    ],
  },
  aws_iam_role_policy: {
    name: 'role',
    read: [on(role, 'iam:GetRolePolicy')],
    write: [on(role, 'iam:PutRolePolicy', 'iam:DeleteRolePolicy')],
  },
  aws_iam_role_policy_attachment: {
    name: 'role',
    read: [on(role, 'iam:ListAttachedRolePolicies')],
    write: [on(role, 'iam:AttachRolePolicy', 'iam:DetachRolePolicy')],
  },
  aws_lb: {
    read: [
      balancing(
        'DescribeLoadBalancers',
        'DescribeLoadBalancerAttributes',
        'DescribeTags',
        'DescribeCapacityReservation',
      ),
      ec2('DescribeAccountAttributes', 'DescribeAddresses', 'DescribeSubnets', 'DescribeVpcs'),
    ],
    write: [
      balancing(
        'CreateLoadBalancer',
        'DeleteLoadBalancer',
        'ModifyLoadBalancerAttributes',
        'SetSecurityGroups',
      ),
      balancing('SetSubnets', 'SetIpAddressType', 'AddTags', 'RemoveTags'),
    ],
  },
  aws_lb_listener: {
    read: [balancing('DescribeListeners', 'DescribeListenerAttributes', 'DescribeTags')],
    write: [
      balancing(
        'CreateListener',
        'DeleteListener',
        'ModifyListener',
        'ModifyListenerAttributes',
        'AddTags',
        'RemoveTags',
      ),
    ],
  },
  aws_lb_target_group: {
    read: [
      balancing(
        'DescribeTargetGroups',
        'DescribeTargetGroupAttributes',
        'DescribeTags',
        'DescribeTargetHealth',
      ),
    ],
    write: [
      balancing(
        'CreateTargetGroup',
        'DeleteTargetGroup',
        'ModifyTargetGroup',
        'ModifyTargetGroupAttributes',
      ),
      balancing('AddTags', 'RemoveTags'),
    ],
  },
  aws_appautoscaling_policy: {
    read: [all('application-autoscaling:DescribeScalingPolicies')],
    write: [
      all(
        'application-autoscaling:PutScalingPolicy',
        'application-autoscaling:DeleteScalingPolicy',
      ),
      all('cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms'),
    ],
  },
  aws_appautoscaling_target: {
    read: [
      all(
        'application-autoscaling:DescribeScalableTargets',
        'application-autoscaling:ListTagsForResource',
      ),
    ],
    write: [
      all(
        'application-autoscaling:RegisterScalableTarget',
        'application-autoscaling:DeregisterScalableTarget',
      ),
      all('application-autoscaling:TagResource', 'application-autoscaling:UntagResource'),
    ],
  },
};
