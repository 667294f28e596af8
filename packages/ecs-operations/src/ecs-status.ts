/** What was asked for, where ECS itself does not know it. */
export interface StatusExpectation {
  /** Hosts in the cluster. @default - at least one, none for a service on Fargate */
  readonly hosts?: number;
  /** Availability zones the hosts spread over. @default - not checked */
  readonly availabilityZones?: number;
  /** Type of every host; another one is a warning, see `statusWarnings`. @default - that of the launch template */
  readonly instanceType?: string;
  /** The revision that was deployed last; another one that runs is a warning. @default - not checked */
  readonly taskDefinitionArn?: string;
}

/** Names one service on one cluster; ECS accepts names and ARNs alike. */
export interface ServiceReference {
  readonly cluster: string;
  readonly service: string;
  /**
   * ECR repository the service's image comes from.
   * @default - taken from the image reference when that names an ECR registry
   */
  readonly repository?: string;
  /** What its stack asks for. @default - what ECS knows of it */
  readonly expected?: StatusExpectation;
}

/**
 * What runs now, read in one pass: a plain value without SDK types, so that rendering and judging it need no AWS.
 * Not a history: ECS forgets stopped tasks after about an hour and keeps the last 100 events.
 */
export interface EcsStatus {
  readonly region: string;
  /** Where it was read, when that is not AWS. @default - AWS */
  readonly endpoint?: string;
  readonly readAt: Date;
  readonly cluster: ClusterStatus;
  readonly hosts: readonly HostStatus[];
  /** Launch templates that hosts were started from, at their latest version. @default - not read */
  readonly launchTemplates?: readonly LaunchTemplateStatus[];
  readonly securityGroups: readonly SecurityGroupStatus[];
  /** The service as it was asked for; `serviceName` stays known when `service` is missing. */
  readonly serviceName: string;
  readonly service?: ServiceStatus;
  /** Tasks that should run (desired status RUNNING), newest first. */
  readonly tasks: readonly TaskStatus[];
  /** Tasks that stopped or are stopping, newest first. */
  readonly stoppedTasks: readonly TaskStatus[];
  readonly urls: readonly TaskUrl[];
  readonly images: readonly ImageStatus[];
  /** What its stack asks for. @default - nobody said it */
  readonly expected?: StatusExpectation;
  /** Parts that could not be read, each in a sentence; the rest of the status is complete. */
  readonly notes: readonly string[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html */
export interface ClusterStatus {
  readonly name: string;
  readonly arn: string;
  /** ACTIVE, PROVISIONING, DEPROVISIONING or FAILED; an INACTIVE cluster counts as missing. */
  readonly status: string;
  readonly registeredHosts: number;
  readonly runningTasks: number;
  readonly pendingTasks: number;
}

/**
 * A container instance joined with its EC2 instance.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html
 */
export interface HostStatus {
  readonly containerInstanceArn: string;
  readonly instanceId: string;
  /** ACTIVE, DRAINING, REGISTERING, DEREGISTERING, REGISTRATION_FAILED. */
  readonly status: string;
  readonly agentConnected: boolean;
  readonly runningTasks: number;
  /** When it joined the cluster. @default - ECS does not say it */
  readonly registeredAt?: Date;
  /** What it offers to tasks in all, cpu units and MiB. @default - ECS does not say it */
  readonly registered?: { readonly cpu: number; readonly memory: number };
  readonly instanceType?: string;
  readonly imageId?: string;
  /** Name of the Auto Scaling group. @default - it was not started by one, or EC2 no longer knows it */
  readonly autoScalingGroup?: string;
  /** What it was started from. @default - no launch template, or EC2 no longer knows it */
  readonly launchTemplate?: { readonly id: string; readonly version: string };
  readonly availabilityZone?: string;
  readonly subnetId?: string;
  readonly publicIp?: string;
  readonly privateIp?: string;
  /** EC2's own state (running, stopped, terminated); absent when EC2 no longer knows the instance. */
  readonly instanceState?: string;
  readonly securityGroupIds: readonly string[];
}

/** A launch template at its latest version. */
export interface LaunchTemplateStatus {
  readonly id: string;
  readonly latestVersion: string;
  readonly instanceType?: string;
  readonly imageId?: string;
}

/** A security group of the hosts with what it lets in. */
export interface SecurityGroupStatus {
  readonly id: string;
  readonly name?: string;
  /** Absent when the rules could not be read. */
  readonly ingress?: readonly IngressRule[];
}

/** One source and one port range of an inbound rule. */
export interface IngressRule {
  /** CIDR, security group or prefix list. */
  readonly source: string;
  /** tcp, udp, icmp ... or `all`. */
  readonly protocol: string;
  /** @default - all ports */
  readonly fromPort?: number;
  /** @default - all ports */
  readonly toPort?: number;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html */
export interface ServiceStatus {
  readonly name: string;
  readonly arn: string;
  /** ACTIVE or DRAINING; an INACTIVE service counts as missing. */
  readonly status: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly launchType?: string;
  /** Of its capacity provider strategy; FARGATE and FARGATE_SPOT are AWS's own. @default - it has a launch type */
  readonly capacityProviders?: readonly string[];
  /** REPLICA or DAEMON. */
  readonly schedulingStrategy?: string;
  /** ECS, CODE_DEPLOY or EXTERNAL. @default - ECS */
  readonly deploymentController?: string;
  /** Whether ECS itself ends a deployment whose tasks fail. */
  readonly circuitBreaker?: boolean;
  /** Whether ECS goes back to the last good deployment then. */
  readonly rollback?: boolean;
  /** Whether its placement strategy spreads the tasks over the availability zones. */
  readonly spreadsOverZones?: boolean;
  /** Target groups its tasks are registered with. @default - none */
  readonly targetGroupArns?: readonly string[];
  readonly taskDefinitionArn: string;
  /** PRIMARY first, then newest first. */
  readonly deployments: readonly DeploymentStatus[];
  /** Newest first. */
  readonly events: readonly ServiceEventStatus[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
export interface DeploymentStatus {
  readonly id: string;
  /** PRIMARY, ACTIVE (being replaced) or INACTIVE. */
  readonly status: string;
  readonly taskDefinitionArn: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly failedTasks: number;
  /** COMPLETED, FAILED or IN_PROGRESS; absent with deployment controllers other than ECS. */
  readonly rolloutState?: string;
  readonly rolloutStateReason?: string;
  readonly createdAt?: Date;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceEvent.html */
export interface ServiceEventStatus {
  readonly id: string;
  readonly message: string;
  readonly createdAt?: Date;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html */
export interface TaskStatus {
  readonly taskArn: string;
  readonly taskDefinitionArn: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly containerInstanceArn?: string;
  readonly availabilityZone?: string;
  readonly launchType?: string;
  /** The deployment that started it, `ecs-svc/...`. */
  readonly startedBy?: string;
  readonly createdAt?: Date;
  /** Its own address, where it has a network interface (`awsvpc`). @default - it has the host's */
  readonly privateIp?: string;
  /** HEALTHY, UNHEALTHY, or UNKNOWN: not checked yet, or nothing checks it. */
  readonly healthStatus?: string;
  /** Whether an essential container of it has a health check. Absent when the task definition could not be read. */
  readonly healthCheck?: 'DEFINED' | 'NONE';
  readonly startedAt?: Date;
  readonly stoppedAt?: Date;
  /** TaskFailedToStart, EssentialContainerExited, UserInitiated, ServiceSchedulerInitiated ... */
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly containers: readonly ContainerStatus[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html */
export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly imageDigest?: string;
  readonly runtimeId?: string;
  readonly lastStatus?: string;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly ports: readonly PublishedPort[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkBinding.html */
export interface PublishedPort {
  readonly hostPort: number;
  readonly containerPort?: number;
  readonly protocol: string;
}

/** Where one published port of one running container answers. */
export interface TaskUrl {
  readonly taskArn: string;
  readonly taskDefinitionArn: string;
  readonly containerName: string;
  readonly url: string;
  /**
   * What to know before using it.
   * @default - the URL uses the host's public address
   */
  readonly note?: string;
}

/** An image that runs now, and what its ECR repository says about it. */
export interface ImageStatus {
  readonly reference: string;
  readonly digest?: string;
  readonly repository: string;
  readonly inRepository: boolean;
  /** All tags of the image, not only the one the task definition names. */
  readonly tags: readonly string[];
  readonly pushedAt?: Date;
}
