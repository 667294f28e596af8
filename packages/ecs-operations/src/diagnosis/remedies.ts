/** Where a sentence comes from; a remedy looks only where its words mean what it takes them for. */
export type FactSource =
  /** Why ECS stopped a task. */
  | 'task'
  /** What ECS says of one container: its reason, its exit code as `exit code 137`. */
  | 'container'
  /** A service event, or the reason of a rollout. */
  | 'event'
  /** What the container wrote itself. */
  | 'log'
  /** What was found about the hosts. */
  | 'host'
  /** An activity of the Auto Scaling group. */
  | 'activity'
  /** The state of a task behind a load balancer. */
  | 'target';

/** One thing that is known, in the words of whoever said it. */
export interface Fact {
  readonly source: FactSource;
  readonly text: string;
}

/** What to do about one kind of failure. */
export interface Remedy {
  readonly id: string;
  /** What is the matter, in a few words. */
  readonly title: string;
  readonly sources: readonly FactSource[];
  readonly pattern: RegExp;
  readonly fix: string;
  readonly page: string;
}

const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';

/**
 * The catalogue, the most specific first. A row matches what ECS, the Docker engine, Auto Scaling or the program itself
 * said; its page says where AWS explains it.
 */
export const remedies: readonly Remedy[] = [
  {
    id: 'log-group-missing',
    title: 'the log group does not exist',
    sources: ['task', 'container', 'event'],
    pattern:
      /log group does not exist|failed to create Cloudwatch log stream|ResourceNotFoundException[^]*log/i,
    fix: 'Create the log group that the task definition names (or let Terraform make it before the service), or set awslogs-create-group and allow logs:CreateLogGroup.',
    page: `${GUIDE}/using_awslogs.html`,
  },
  {
    id: 'secret-unreadable',
    title: 'a secret or parameter cannot be read',
    sources: ['task', 'container', 'event'],
    pattern:
      /ResourceInitializationError[^]*(secret|ssm|parameter)|unable to (pull|retrieve|fetch) secrets?|secretsmanager:GetSecretValue|ssm:GetParameters|invalid ssm parameters|can't find the specified secret/i,
    fix: 'Check that the secret or parameter of the task definition exists in this region, that the execution role may read it (secretsmanager:GetSecretValue, ssm:GetParameters, kms:Decrypt), and that the host has a route to the service.',
    page: `${GUIDE}/troubleshooting-ecr-secrets.html`,
  },
  {
    id: 'role-not-assumable',
    title: 'the role of the task cannot be assumed',
    sources: ['task', 'container', 'event'],
    pattern:
      /unable to assume the (service )?role|ECS was unable to assume|not authorized to perform: sts:AssumeRole|role [^ ]+ (does not exist|is invalid)|AssumeRole[^]*(AccessDenied|not authorized)/i,
    fix: 'Let the role trust ecs-tasks.amazonaws.com (sts:AssumeRole), check that its ARN in the task definition is right, and that conditions in its trust policy name this account.',
    page: `${GUIDE}/task-iam-roles.html`,
  },
  {
    id: 'wrong-architecture',
    title: 'the image was built for another processor',
    sources: ['task', 'container', 'log', 'event'],
    pattern: /exec format error|image platform .* does not match|no matching manifest for linux\//i,
    fix: 'Build the image for the processor of the hosts (docker buildx build --platform linux/amd64, or linux/arm64 for Graviton types), push it under a new tag, deploy.',
    page: `${GUIDE}/ecs-arm64.html`,
  },
  {
    id: 'image-missing',
    title: 'the image does not exist in its registry',
    sources: ['task', 'container', 'event'],
    pattern:
      /CannotPull[^]*(not found|manifest unknown|does not exist|no such image|manifest for)|pull access denied|repository [^ ]+ (does not exist|not found)/i,
    fix: 'Push the image under exactly the tag of the task definition, or correct the tag; look whether a lifecycle policy of the repository deleted it.',
    page: `${GUIDE}/task_cannot_pull_image.html`,
  },
  {
    id: 'cannot-pull',
    title: 'the image cannot be pulled',
    sources: ['task', 'container', 'event'],
    pattern:
      /CannotPull|failed to (pull|fetch) image|toomanyrequests|i\/o timeout[^]*(registry|ecr)/i,
    fix: 'Check that the host has a route to the registry (a public address, a NAT gateway, or the endpoints of ECR and S3), that the execution role may pull (AmazonECSTaskExecutionRolePolicy), and the limits of a public registry.',
    page: `${GUIDE}/task_cannot_pull_image.html`,
  },
  {
    id: 'command-missing',
    title: 'the command of the container does not exist in the image',
    sources: ['task', 'container'],
    pattern:
      /executable file not found|no such file or directory[^]*(exec|runc|start)|CannotStartContainerError[^]*(not found|no such file)|exit code 127\b/i,
    fix: 'Correct command or entryPoint of the task definition, or put the program into the image; an image without a shell cannot run `sh -c`.',
    page: `${GUIDE}/stopped-task-error-codes.html`,
  },
  {
    id: 'out-of-memory',
    title: 'the container took more memory than it may have',
    sources: ['task', 'container', 'event'],
    pattern: /OutOfMemory|OOM/,
    fix: 'Raise memory (the hard limit) of the container, or give the program a smaller limit of its own, such as --max-old-space-size.',
    page: `${GUIDE}/stopped-task-error-codes.html`,
  },
  {
    id: 'no-hosts',
    title: 'the cluster has no host that could take a task',
    sources: ['host', 'event', 'task'],
    pattern:
      /no container instances? (were|was|are) found|No Container Instances|cluster \S+ has no host/i,
    fix: 'Look at the Auto Scaling group: its desired size, its activities. Where instances run and none has joined: ECS_CLUSTER in their user data, the instance role (AmazonEC2ContainerServiceforEC2Role), a route to ECS.',
    page: `${GUIDE}/service-event-messages-list.html`,
  },
  {
    id: 'no-ports',
    title: 'the host port is taken on every host',
    sources: ['event', 'task', 'host', 'container'],
    pattern:
      /already using a port required|RESOURCE:PORTS|port is already allocated|address already in use/i,
    fix: 'Use a dynamic host port (hostPort 0) behind a load balancer, have more hosts than tasks, or allow less than 100 % healthy during a deployment (minimumHealthyPercent).',
    page: `${GUIDE}/service-event-messages-list.html`,
  },
  {
    id: 'no-memory-or-cpu',
    title: 'no host has enough memory or cpu left',
    sources: ['event', 'task', 'host'],
    pattern: /insufficient (memory|CPU units)|RESOURCE:(MEMORY|CPU)|has insufficient .* available/i,
    fix: 'Reserve less for the task, add hosts, or take a larger instance type. A host offers less than its type says: the agent and the system keep a part.',
    page: `${GUIDE}/service-event-messages-list.html`,
  },
  {
    id: 'constraint',
    title: 'no host meets the placement constraints or has what the task asks for',
    sources: ['event', 'task', 'host'],
    pattern:
      /didn't meet a constraint|MemberOf constraint|missing an attribute|MISSING_ATTRIBUTE|RESOURCE:/i,
    fix: 'Compare placementConstraints and requiresAttributes of the task definition with the attributes of the hosts (aws ecs list-attributes).',
    page: `${GUIDE}/service-event-messages-list.html`,
  },
  {
    id: 'agent-disconnected',
    title: 'the ECS agent of a host is not connected',
    sources: ['host', 'event'],
    pattern: /agent is (disconnected|not connected)|agent .*disconnected|AGENT\b/i,
    fix: 'On the host: systemctl status ecs, /var/log/ecs/ecs-agent.log. Then its route to ECS, its role, its disk and memory. The Auto Scaling group replaces it when it is terminated.',
    page: `${GUIDE}/ecs-agent-disconnected-linux.html`,
  },
  {
    id: 'launch-failure',
    title: 'the Auto Scaling group cannot start instances',
    sources: ['activity'],
    pattern:
      /fail|insufficient|not (supported|authorized|available)|invalid|exceed|limit|does not exist|launching a new EC2 instance.*cancel/i,
    fix: 'Correct what the activity names: instance type not offered in the zone, AMI gone, quota of vCPUs (Service Quotas, EC2), instance profile, encrypted volume, subnet without free addresses.',
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html',
  },
  {
    id: 'balancer-health-check',
    title: 'the load balancer finds the task unhealthy',
    sources: ['task', 'event', 'target'],
    pattern:
      /failed ELB health checks|ELB health check|Target\.(FailedHealthChecks|Timeout|ResponseCodeMismatch)|Health checks failed/i,
    fix: 'Fetch the path of the target group from the host itself. Check path, port, expected codes, the security group between balancer and host, and healthCheckGracePeriodSeconds for a program that starts slowly.',
    page: `${GUIDE}/troubleshoot-service-load-balancers.html`,
  },
  {
    id: 'container-health-check',
    title: 'the health check of the container fails',
    sources: ['task', 'container', 'event', 'host'],
    pattern: /failed container health checks|UNHEALTHY|health check/i,
    fix: 'Run the command of the health check in the container (ecs-operations exec). Its program must be in the image; startPeriod gives a slow start time.',
    page: `${GUIDE}/healthcheck.html`,
  },
  {
    id: 'circuit-breaker',
    title: 'the circuit breaker ended the deployment',
    sources: ['event'],
    pattern: /circuit breaker/i,
    fix: 'What stopped its tasks is above; correct that and deploy again. With rollback the last revision that ran serves on.',
    page: `${GUIDE}/deployment-circuit-breaker.html`,
  },
  {
    id: 'killed',
    title: 'the container was killed',
    sources: ['container'],
    pattern: /exit code 137\b/,
    fix: 'Either it used more memory than its limit, or it did not end within stopTimeout after SIGTERM. Look at its last lines.',
    page: `${GUIDE}/stopped-task-error-codes.html`,
  },
  {
    id: 'program-ended',
    title: 'the program itself ended',
    sources: ['container'],
    pattern: /exit code \d+/,
    fix: 'Read its last lines: what it wrote before it ended says why. Its configuration (environment, secrets) is what differs most often from where it works.',
    page: `${GUIDE}/stopped-task-errors.html`,
  },
];

/** The remedies that fit the facts, the most specific first, each with the fact that it answers; no fact twice. */
export function remediesFor(
  facts: readonly Fact[],
  catalogue: readonly Remedy[] = remedies,
): readonly { readonly remedy: Remedy; readonly fact: Fact }[] {
  const answered = new Set<Fact>();
  return catalogue.flatMap((remedy) => {
    const fact = facts.find(
      (one) =>
        !answered.has(one) && remedy.sources.includes(one.source) && remedy.pattern.test(one.text),
    );
    if (fact === undefined) {
      return [];
    }
    // What a specific row explains, a general one need not explain again.
    for (const one of facts) {
      if (remedy.sources.includes(one.source) && remedy.pattern.test(one.text)) {
        answered.add(one);
      }
    }
    return [{ remedy, fact }];
  });
}
