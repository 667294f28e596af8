// A service with everything it needs, as somebody writes it who knows all of it and uses no library.
const { CloudwatchLogGroup } = require('@cdktf/provider-aws/lib/cloudwatch-log-group');
const { DataAwsCallerIdentity } = require('@cdktf/provider-aws/lib/data-aws-caller-identity');
const { DataAwsPartition } = require('@cdktf/provider-aws/lib/data-aws-partition');
const { DataAwsRegion } = require('@cdktf/provider-aws/lib/data-aws-region');
const { EcsService } = require('@cdktf/provider-aws/lib/ecs-service');
const { EcsTaskDefinition } = require('@cdktf/provider-aws/lib/ecs-task-definition');
const { IamRole } = require('@cdktf/provider-aws/lib/iam-role');
const { IamRolePolicy } = require('@cdktf/provider-aws/lib/iam-role-policy');
const {
  VpcSecurityGroupIngressRule,
} = require('@cdktf/provider-aws/lib/vpc-security-group-ingress-rule');
const { Op, ref, TerraformStack } = require('cdktf');

const document = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement });

/** Region, account and partition, read once per stack. */
function environment(stack) {
  return {
    region: new DataAwsRegion(stack, 'Region').id,
    account: new DataAwsCallerIdentity(stack, 'Identity').accountId,
    partition: new DataAwsPartition(stack, 'Partition').partition,
  };
}

function addResources(scope, index, port, { cluster, capacity, aws }) {
  const name = `service-${index}`;
  const logGroup = new CloudwatchLogGroup(scope, 'Logs', {
    name: `/hello/${name}`,
    retentionInDays: 30,
  });
  const role = new IamRole(scope, 'Role', {
    namePrefix: `${name}-execution-`,
    description: 'Lets ECS pull the images and write the logs of a task',
    assumeRolePolicy: document({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Condition: {
        ArnLike: { 'aws:SourceArn': `arn:${aws.partition}:ecs:${aws.region}:${aws.account}:*` },
        StringEquals: { 'aws:SourceAccount': aws.account },
      },
    }),
  });
  const policy = new IamRolePolicy(scope, 'Policy', {
    name: 'default',
    role: role.name,
    policy: document({
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: [`${logGroup.arn}:*`],
    }),
  });
  const taskDefinition = new EcsTaskDefinition(scope, 'Task', {
    family: name,
    requiresCompatibilities: ['EC2'],
    networkMode: 'bridge',
    memory: '64',
    executionRoleArn: role.arn,
    containerDefinitions: JSON.stringify([container(name, port, logGroup, aws)]),
    skipDestroy: true,
    lifecycle: { createBeforeDestroy: true },
    dependsOn: [policy],
  });
  const ingress = new VpcSecurityGroupIngressRule(scope, 'Ingress', {
    securityGroupId: capacity.securityGroupId,
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    cidrIpv4: '0.0.0.0/0',
    description: `Published host port ${port}/tcp`,
    lifecycle: { createBeforeDestroy: true },
  });
  new EcsService(scope, 'Service', {
    ...service(scope, name, taskDefinition),
    cluster: cluster.clusterArn,
    dependsOn: [...capacity.prerequisites, ingress],
  });
}

function container(name, port, logGroup, aws) {
  return {
    name: 'Server',
    image: 'public.ecr.aws/nginx/nginx:1.29',
    cpu: 0,
    portMappings: [{ containerPort: 80, hostPort: port, protocol: 'tcp' }],
    essential: true,
    environment: [],
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    readonlyRootFilesystem: true,
    stopTimeout: 30,
    linuxParameters: { initProcessEnabled: true },
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': logGroup.name,
        'awslogs-region': aws.region,
        'awslogs-stream-prefix': name,
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    },
  };
}

function service(scope, name, taskDefinition) {
  return {
    name,
    taskDefinition: taskDefinition.arn,
    launchType: 'EC2',
    schedulingStrategy: 'REPLICA',
    desiredCount: 1,
    deploymentMinimumHealthyPercent: 100,
    deploymentMaximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    orderedPlacementStrategy: [
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'spread', field: 'instanceId' },
    ],
    availabilityZoneRebalancing: 'ENABLED',
    waitForSteadyState: true,
    timeouts: { create: '20m', update: '20m', delete: '20m' },
    forceDelete: true,
    enableEcsManagedTags: true,
    enableExecuteCommand: false,
    propagateTags: 'SERVICE',
    lifecycle: {
      postcondition: [
        {
          condition: Op.eq(
            ref('self.task_definition', TerraformStack.of(scope)),
            taskDefinition.arn,
          ),
          errorMessage:
            'The deployment was rolled back: the service still runs the revision before this one. ' +
            'Look at the events of the service and at the reasons why its tasks stopped.',
        },
      ],
    },
  };
}

module.exports = { addResources, environment };
