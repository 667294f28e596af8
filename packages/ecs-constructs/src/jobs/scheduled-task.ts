import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ClusterService, ICluster } from '../cluster/cluster-contract';
import { renderStrategy } from '../hosts/strategy-items';
import { Role } from '../iam/role';
import { type TaskNetwork, taskNetworkOf } from '../network/task-network';
import type { PlacedService } from '../placement/placed-service';
import { chosenStrategy, strategyProblems } from '../service/capacity-provider-strategy';
import { unconfiguredVolumes } from '../service/managed-ebs-volume';
import { serviceProblems } from '../service/service-checks';
import { AtSynth } from '../support/at-synth';
import { AwsEnvironment } from '../support/aws-environment';
import { dependOn } from '../support/dependencies';
import { jsonText } from '../support/json-text';
import { requireShape } from '../support/require-shape';
import { requireOwnNames } from '../support/stack-names';
import { literal } from '../support/terraform-text';
import { isKnown } from '../support/validation';
import type { IEc2TaskDefinition } from '../task/task-definition';
import { overrideProblems, renderOverrides } from './container-override';
import { jobPlacement } from './job-placement';
import { requireScheduleOptions } from './scheduled-task-checks';
import type { ScheduledTaskProps } from './scheduled-task-props';

/** As long as SQS keeps a message. */
const FOURTEEN_DAYS = 1_209_600;

/**
 * Runs tasks on the hosts of a cluster at given times, and lets them end by themselves: reports, clean-ups, imports.
 *
 * The schedule's role may start this family on this cluster and nothing else. Whether a run finds a place beside the
 * services of the cluster is checked at synth, because nobody would hear of it later: where no host has room, ECS
 * answers the call and starts nothing, and Scheduler takes that for a success. On hosts that ECS scales the task waits
 * for one instead. A run that cannot be started at all ends in the dead-letter queue; one that fails after its start
 * does not, so let the task say so itself, or watch its exit code.
 *
 * @notFor tasks that should always run: see `Ec2Service`; nor for work of a few seconds, which needs no host on AWS
 * Lambda.
 * @bills each start that Scheduler makes, by the million, and the messages of the dead-letter queue: cents. What the
 * tasks use is paid with the hosts.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tasks-scheduled-eventbridge-scheduler.html
 */
export class ScheduledTask extends Construct implements ClusterService {
  readonly resource: SchedulerSchedule;
  readonly cluster: ICluster;
  readonly taskDefinition: IEc2TaskDefinition;
  readonly placement: PlacedService;
  /** What the schedule may do in AWS. */
  readonly role: Role;
  /** What could not be started. @default - undefined, where the queue exists already or there is none */
  readonly deadLetterQueue?: SqsQueue;

  private readonly props: ScheduledTaskProps;
  private readonly taskNetwork?: TaskNetwork;

  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id);
    requireShape(this, 'ScheduledTaskProps', props);
    requireOwnNames(this);
    requireScheduleOptions(this, props);
    this.props = props;
    this.cluster = props.cluster;
    this.taskDefinition = props.taskDefinition;
    this.role = this.makeRole();
    const queue = props.deadLetterQueue ?? 'own';
    if (queue === 'own') {
      this.deadLetterQueue = this.makeQueue();
    }
    const queueArn = typeof queue === 'object' ? queue.queueArn : this.deadLetterQueue?.arn;
    if (queueArn !== undefined) {
      this.role.addToPolicy({ actions: ['sqs:SendMessage'], resources: [queueArn] });
    }
    this.taskNetwork = taskNetworkOf(this, this.taskDefinition, {
      ...props,
      serviceName: props.scheduleName,
      network: this.cluster.network,
    });
    this.resource = this.makeSchedule(queueArn);
    this.dependOn(...(this.taskNetwork?.prerequisites ?? []));
    // A schedule whose role may not start anything yet would fail at its first time, and try again for hours.
    this.role.onPolicy((policy) => dependOn(this.resource, policy));
    this.placement = jobPlacement(this, {
      taskDefinition: this.taskDefinition,
      taskCount: props.taskCount ?? 1,
      strategy: () => this.strategy,
      ownNetworkInterface: this.taskNetwork !== undefined,
    });
    this.cluster.placeService(this);
    this.node.addValidation({ validate: () => this.problems() });
  }

  dependOn(...others: readonly ITerraformDependable[]): void {
    dependOn(this.resource, ...others);
  }

  private makeRole(): Role {
    const { scheduleName, permissionsBoundaryArn } = this.props;
    const role = new Role(this, 'Role', {
      assumedBy: 'scheduler.amazonaws.com',
      namePrefix: scheduleName,
      description: 'Lets EventBridge Scheduler start the tasks of a schedule',
      permissionsBoundaryArn,
    });
    const { clusterArn, clusterName } = this.cluster;
    this.taskDefinition.grantRun(role, { clusterArn });
    const { accountId, partition, region } = AwsEnvironment.of(this);
    // Tags that come from the task definition are set by the call that starts the task.
    role.addToPolicy({
      actions: ['ecs:TagResource'],
      resources: [`arn:${partition}:ecs:${region}:${accountId}:task/${clusterName}/*`],
      conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
    });
    return role;
  }

  private makeQueue(): SqsQueue {
    const { scheduleName } = this.props;
    return new SqsQueue(this, 'DeadLetterQueue', {
      namePrefix: isKnown(scheduleName)
        ? `${scheduleName.replaceAll('.', '-')}-failed-`
        : undefined,
      messageRetentionSeconds: FOURTEEN_DAYS,
      sqsManagedSseEnabled: true,
    });
  }

  private makeSchedule(queueArn: string | undefined): SchedulerSchedule {
    const { props } = this;
    const { flexibleTimeWindowMinutes: window, containerOverrides = [] } = props;
    const usesStrategy = () => this.strategy.length > 0;
    return new SchedulerSchedule(this, 'Resource', {
      name: props.scheduleName,
      scheduleExpression: literal(props.schedule),
      scheduleExpressionTimezone: literal(props.timeZone ?? 'UTC'),
      state: (props.enabled ?? true) ? 'ENABLED' : 'DISABLED',
      flexibleTimeWindow:
        window === undefined
          ? { mode: 'OFF' }
          : { mode: 'FLEXIBLE', maximumWindowInMinutes: window },
      target: {
        // The attribute, where there is one: a cluster that is replaced takes its schedules along.
        arn: literal(this.cluster.resource?.arn ?? this.cluster.clusterArn),
        roleArn: this.role.roleArn,
        input:
          containerOverrides.length === 0
            ? undefined
            : jsonText(() => renderOverrides(containerOverrides)),
        ecsParameters: {
          taskDefinitionArn: this.taskDefinition.taskDefinitionArn,
          taskCount: props.taskCount ?? 1,
          networkConfiguration: this.taskNetwork?.configuration,
          // At synth, because capacity may be added after the schedule.
          launchType: AtSynth.string(() => (usesStrategy() ? undefined : 'EC2')),
          capacityProviderStrategy: AtSynth.any(() => renderStrategy(this.strategy)),
          enableEcsManagedTags: true,
          propagateTags: 'TASK_DEFINITION',
        },
        deadLetterConfig: queueArn === undefined ? undefined : { arn: literal(queueArn) },
        retryPolicy: {
          maximumRetryAttempts: props.maximumRetryAttempts ?? 185,
          maximumEventAgeInSeconds: props.maximumEventAgeSeconds ?? 3600,
        },
      },
    });
  }

  /** Empty for the EC2 launch type. */
  private get strategy() {
    return chosenStrategy(this.cluster, this.props.capacityProviderStrategy);
  }

  private problems(): string[] {
    const { capacityProviderStrategy, containerOverrides } = this.props;
    return [
      ...serviceProblems(this),
      ...unconfiguredVolumes(this.taskDefinition, 'EventBridge Scheduler'),
      ...strategyProblems(this.cluster, capacityProviderStrategy),
      ...overrideProblems(this.taskDefinition, containerOverrides),
    ];
  }
}
