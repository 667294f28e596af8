import type { Instance, SecurityGroup } from '@aws-sdk/client-ec2';
import type { Cluster, ContainerInstance, Deployment, Service, Task } from '@aws-sdk/client-ecs';

// What AWS answers about a running hello service, in the shapes of its API reference; tests change single fields.

const ARN = 'arn:aws:ecs:eu-central-1:111122223333';
export const NOW = new Date('2020-01-02T10:00:00Z');
export const TASK_DEFINITION = `${ARN}:task-definition/hello_app_service:7`;
export const OLD_TASK_DEFINITION = `${ARN}:task-definition/hello_app_service:6`;
export const IMAGE = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/my-app/server:3f9c0a1b';
export const DIGEST = `sha256:${'ab12'.repeat(16)}`;

export function minutesAgo(minutes: number): Date {
  return new Date(Number(NOW) - minutes * 60_000);
}

export function cluster(change: Partial<Cluster> = {}): Cluster {
  return {
    clusterArn: `${ARN}:cluster/hello_ecs_cluster`,
    clusterName: 'hello_ecs_cluster',
    status: 'ACTIVE',
    registeredContainerInstancesCount: 3,
    runningTasksCount: 1,
    pendingTasksCount: 0,
    activeServicesCount: 1,
    statistics: [],
    tags: [],
    settings: [],
    capacityProviders: [],
    ...change,
  };
}

/** Zone letters a, b, c make the hosts 1, 2, 3. */
export function containerInstance(
  zone: string,
  change: Partial<ContainerInstance> = {},
): ContainerInstance {
  return {
    containerInstanceArn: `${ARN}:container-instance/hello_ecs_cluster/host-${zone}`,
    ec2InstanceId: `i-0${zone.repeat(16)}`,
    version: 12,
    versionInfo: { agentVersion: '1.99.0', dockerVersion: 'DockerVersion: 25.0.8' },
    registeredResources: [{ name: 'CPU', type: 'INTEGER', integerValue: 2048 }],
    status: 'ACTIVE',
    agentConnected: true,
    runningTasksCount: zone === 'b' ? 1 : 0,
    pendingTasksCount: 0,
    attributes: [
      { name: 'ecs.availability-zone', value: `eu-central-1${zone}` },
      { name: 'ecs.instance-type', value: 't3.micro' },
      { name: 'ecs.subnet-id', value: `subnet-0${zone}` },
      { name: 'ecs.capability.execution-role-ecr-pull' },
    ],
    ...change,
  };
}

export function instance(zone: string, change: Partial<Instance> = {}): Instance {
  const number = zone.charCodeAt(0) - 'a'.charCodeAt(0) + 1;
  return {
    InstanceId: `i-0${zone.repeat(16)}`,
    InstanceType: 't3.micro',
    Placement: { AvailabilityZone: `eu-central-1${zone}`, Tenancy: 'default' },
    SubnetId: `subnet-0${zone}`,
    PublicIpAddress: `203.0.113.${number}`,
    PrivateIpAddress: `10.0.${number}.10`,
    State: { Code: 16, Name: 'running' },
    SecurityGroups: [{ GroupId: 'sg-0123456789abcdef0', GroupName: 'hello-hosts' }],
    ...change,
  };
}

export function securityGroup(change: Partial<SecurityGroup> = {}): SecurityGroup {
  return {
    GroupId: 'sg-0123456789abcdef0',
    GroupName: 'hello-hosts',
    VpcId: 'vpc-01',
    IpPermissions: [
      {
        IpProtocol: 'tcp',
        FromPort: 80,
        ToPort: 80,
        IpRanges: [{ CidrIp: '0.0.0.0/0' }],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [],
      },
    ],
    ...change,
  };
}

export function deployment(change: Partial<Deployment> = {}): Deployment {
  return {
    id: 'ecs-svc/7000000000000000007',
    status: 'PRIMARY',
    taskDefinition: TASK_DEFINITION,
    desiredCount: 1,
    pendingCount: 0,
    runningCount: 1,
    failedTasks: 0,
    createdAt: minutesAgo(6),
    updatedAt: minutesAgo(4),
    launchType: 'EC2',
    rolloutState: 'COMPLETED',
    rolloutStateReason: 'ECS deployment ecs-svc/7000000000000000007 completed.',
    ...change,
  };
}

export function service(change: Partial<Service> = {}): Service {
  return {
    serviceArn: `${ARN}:service/hello_ecs_cluster/hello_app_service`,
    serviceName: 'hello_app_service',
    clusterArn: `${ARN}:cluster/hello_ecs_cluster`,
    status: 'ACTIVE',
    desiredCount: 1,
    runningCount: 1,
    pendingCount: 0,
    launchType: 'EC2',
    schedulingStrategy: 'REPLICA',
    taskDefinition: TASK_DEFINITION,
    deployments: [deployment()],
    events: [
      {
        id: 'event-2',
        createdAt: minutesAgo(4),
        message: '(service hello_app_service) has reached a steady state.',
      },
      {
        id: 'event-1',
        createdAt: minutesAgo(5),
        message:
          '(service hello_app_service) has started 1 tasks: (task 3f9c0a1b2c4d5e6f708192a3b4c5d6e7).',
      },
    ],
    ...change,
  };
}

export function task(change: Partial<Task> = {}): Task {
  return {
    taskArn: `${ARN}:task/hello_ecs_cluster/3f9c0a1b2c4d5e6f708192a3b4c5d6e7`,
    clusterArn: `${ARN}:cluster/hello_ecs_cluster`,
    taskDefinitionArn: TASK_DEFINITION,
    containerInstanceArn: `${ARN}:container-instance/hello_ecs_cluster/host-b`,
    availabilityZone: 'eu-central-1b',
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    group: 'service:hello_app_service',
    launchType: 'EC2',
    healthStatus: 'UNKNOWN',
    startedAt: minutesAgo(5),
    containers: [
      {
        name: 'hello_server',
        image: IMAGE,
        imageDigest: DIGEST,
        runtimeId: '9a8b7c6d5e4f',
        lastStatus: 'RUNNING',
        networkBindings: [
          { bindIP: '0.0.0.0', containerPort: 8080, hostPort: 80, protocol: 'tcp' },
          { bindIP: '::', containerPort: 8080, hostPort: 80, protocol: 'tcp' },
        ],
        networkInterfaces: [],
        healthStatus: 'UNKNOWN',
      },
    ],
    ...change,
  };
}

/** A task of the newest revision whose container ended. */
export function stoppedTask(id: string, change: Partial<Task> = {}): Task {
  return task({
    taskArn: `${ARN}:task/hello_ecs_cluster/${id}`,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    stoppedAt: minutesAgo(2),
    containers: [
      {
        name: 'hello_server',
        image: IMAGE,
        lastStatus: 'STOPPED',
        exitCode: 137,
        reason: 'OutOfMemoryError: Container killed due to memory usage',
      },
    ],
    ...change,
  });
}
