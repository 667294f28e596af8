import { beginDeployment } from '../ecs/deployments';
import type { Service } from '../ecs/service';
import type { Task } from '../ecs/task';
import type { TaskDefinition } from '../ecs/task-definition';
import type { Host } from '../hosts/host';
import type { ContainerDefinition } from '../runtime/container-definition';
import { ServiceController, type ServiceControllerOptions } from '../ecs/service-controller';
import { EcsState } from '../ecs/state';
import { TaskRunner } from '../ecs/task-runner';
import type { ContainerRequest, StartFailure } from '../runtime/runtime';
import { FakeRuntime } from './fake-runtime';

export const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/c';
/** A host of the first, second or third zone. */
export const hostOf = (index: number): Host => ({
  id: `host${index}`,
  arn: `arn:aws:ecs:us-east-1:123456789012:container-instance/c/host${index}`,
  clusterArn: CLUSTER,
  instanceId: `i-${index}`,
  instanceType: 't3.micro',
  imageId: 'ami-1',
  availabilityZone: `us-east-1${'abc'[index]}`,
  subnetId: `subnet-${index}`,
  vpcId: 'vpc-1',
  address: `127.0.0.${11 + index}`,
  cpu: 2048,
  memoryMiB: 944,
  registeredAt: 0,
  status: 'ACTIVE',
});
const definitionOf = (
  revision: number,
  container: Partial<ContainerDefinition> = {},
): TaskDefinition => ({
  taskDefinitionArn: `arn:aws:ecs:us-east-1:123456789012:task-definition/f:${revision}`,
  family: 'f',
  revision,
  cpu: '512',
  memory: '256',
  containerDefinitions: [
    {
      name: 'web',
      image: `i${revision}`,
      portMappings: [{ containerPort: 8080, hostPort: 80 }],
      ...container,
    },
  ],
});

/** A service with its controller, on hosts and containers that exist only in memory; only for tests of this package. */
export class World {
  readonly state = new EcsState();
  readonly runtime: FakeRuntime;
  readonly runner: TaskRunner;
  readonly controller: ServiceController;
  readonly service: Service;
  /** What a capacity provider does when it is asked for a host. */
  onAsked: () => void = () => undefined;

  constructor(
    desiredCount: number,
    hosts: number,
    failure?: (request: ContainerRequest) => StartFailure | undefined,
    /** Of every revision. */
    private readonly container: Partial<ContainerDefinition> = {},
    settleMs = 0,
    options: Pick<ServiceControllerOptions, 'rules' | 'minuteMs'> = {},
  ) {
    this.runtime = new FakeRuntime(failure);
    this.runner = new TaskRunner(this.runtime, { probationMs: 5 });
    this.controller = new ServiceController(this.state, this.runner, {
      askForHost: () => {
        this.onAsked();
        return true;
      },
      settleMs,
      ...options,
    });
    for (let index = 0; index < hosts; index += 1) {
      this.state.addHost(hostOf(index));
    }
    this.service = {
      name: 's',
      arn: 'arn:aws:ecs:us-east-1:123456789012:service/c/s',
      clusterArn: CLUSTER,
      createdAt: Date.now(),
      status: 'ACTIVE',
      desiredCount,
      configuration: {
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        circuitBreaker: { enable: true, rollback: true },
      },
      placementStrategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }],
      placementConstraints: [],
      given: {},
      tags: [],
      deployments: [],
      events: [],
    };
    this.state.addService(this.service);
    this.deploy(1);
  }

  /** Deploys a revision. */
  deploy(revision: number): void {
    beginDeployment(this.service, definitionOf(revision, this.container));
    this.controller.changed(this.service);
  }

  /** The tasks that run. */
  running(): readonly Task[] {
    return this.state.tasksOf(this.service).filter(({ lastStatus }) => lastStatus === 'RUNNING');
  }

  /** The events, newest first. */
  messages(): readonly string[] {
    return this.service.events.map(({ message }) => message);
  }

  /** Waits for something that must come true. */
  async until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!condition()) {
      if (Date.now() > deadline) {
        throw new Error(`never came true; events: ${this.messages().join('\n')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Waits until the newest deployment is done. */
  completed(): Promise<void> {
    return this.until(() => this.service.deployments[0]?.rolloutState === 'COMPLETED');
  }
}
