import { daemonStep } from './daemon-service';
import type { Host } from '../hosts/host';
import type { Deployment, Service } from './service';
import type { Task } from './task';
import { createTask } from './new-task';
import { EcsState } from './state';

const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/c';
const definition = {
  taskDefinitionArn: 'arn:td',
  family: 'f',
  revision: 1,
  containerDefinitions: [{ name: 'agent', image: 'i', memory: 64 }],
};
const primary = { id: 'new', definition } as unknown as Deployment;

function setUp(minimumHealthyPercent = 0) {
  const state = new EcsState();
  const hosts = ['a', 'b', 'c'].map((zone) => {
    const host = {
      id: `h${zone}`,
      arn: `arn:aws:ecs:us-east-1:123456789012:container-instance/c/h${zone}`,
      clusterArn: CLUSTER,
      instanceType: 't3.micro',
      availabilityZone: `us-east-1${zone}`,
      cpu: 2048,
      memoryMiB: 944,
      status: 'ACTIVE',
    } as Host;
    state.addHost(host);
    return host;
  });
  const service = {
    name: 'agent',
    clusterArn: CLUSTER,
    configuration: { minimumHealthyPercent, maximumPercent: 100 },
    placementConstraints: [] as Service['placementConstraints'],
    given: { schedulingStrategy: 'DAEMON' },
  } as unknown as Service;
  const tasks: Task[] = [];
  const run = (host: Host | undefined, startedBy: string, isDaemon = true): Task => {
    const group = isDaemon ? 'service:agent' : 'service:other';
    const task = createTask({ definition, host: host as Host, group, startedBy, isDaemon });
    task.lastStatus = 'RUNNING';
    state.addTask(task);
    if (isDaemon) {
      tasks.push(task);
    }
    return task;
  };
  return {
    state,
    hosts,
    service,
    tasks,
    run,
    step: () =>
      daemonStep(state, service, primary, tasks, ({ lastStatus }) => lastStatus === 'RUNNING'),
  };
}

describe('daemonStep', () => {
  it('starts one task on every host', () => {
    const { hosts, step } = setUp();
    expect(step()).toEqual({ desired: 3, start: hosts, stop: [] });
  });

  it('starts none where one runs, and none where a constraint forbids it', () => {
    const { hosts, service, run, step } = setUp();
    service.placementConstraints = [
      { type: 'memberOf', expression: 'attribute:ecs.availability-zone != us-east-1c' },
    ];
    run(hosts[0], 'new');
    expect(step()).toMatchObject({ desired: 2, start: [hosts[1]] });
  });

  it('stops old tasks before it starts new ones, as many as the lower limit allows', () => {
    const { hosts, run, step } = setUp(66);
    const old = hosts.map((host) => run(host, 'old'));
    expect(step()).toMatchObject({ desired: 3, start: [], stop: old.slice(0, 1) });
  });

  it('leaves a draining host after every other task, and comes to no new one there', () => {
    const { state, hosts, run, step } = setUp();
    const [first] = hosts;
    const daemon = run(first, 'new');
    const other = run(first, 'x', false);
    (first as Host).status = 'DRAINING';
    expect(step()).toMatchObject({ desired: 2, stop: [] });
    other.lastStatus = 'STOPPED';
    expect(state.tasksOn(first as Host)).toEqual([daemon]);
    expect(step()).toMatchObject({ stop: [daemon] });
  });
});
