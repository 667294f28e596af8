import { counted, effect, firstBlock, numberOf, touches, type EffectRule } from './context';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html */
export const ecsRules: Readonly<Record<string, EffectRule>> = {
  aws_ecs_service: (subject) => {
    const { change, before } = subject;
    const was = numberOf(before['desired_count']);
    const tasks = counted(was, 'task');
    if (change.action === 'destroy') {
      return effect('downtime', `the service goes and its ${tasks} stop`);
    }
    if (change.action === 'replace') {
      return change.replaceOrder === 'destroy-first'
        ? effect('downtime', `its ${tasks} stop before those of the new service start`)
        : effect('downtime-possible', `its ${tasks} stop once the new service exists`);
    }
    if (change.action !== 'update') {
      return [];
    }
    return [...scaling(subject), ...deployment(subject), ...moving(subject)];
  },
};

const scaling: EffectRule = ({ before, after }) => {
  const was = numberOf(before['desired_count']);
  const will = numberOf(after['desired_count']);
  if (was === undefined || will === undefined || was === will) {
    return [];
  }
  if (will === 0) {
    return effect('downtime', `all ${counted(was, 'task')} stop and none starts`);
  }
  return effect(
    will < was ? 'attention' : 'info',
    `the service goes from ${was} to ${counted(will, 'task')}`,
  );
};

/**
 * Between the ports of hosts and addresses of tasks, with networkMode `awsvpc`. Both ways the old place ends with the last old
 * task, whoever still calls it: another target group, other security groups, other names.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
const moving: EffectRule = (subject) => {
  const had = firstBlock(subject.before['network_configuration']) !== undefined;
  const has = firstBlock(subject.after['network_configuration']) !== undefined;
  if (had === has || !touches(subject, 'network_configuration')) {
    return [];
  }
  return effect(
    'downtime-possible',
    has
      ? 'its tasks move from the ports of their hosts to addresses of their own (awsvpc): who calls the hosts reaches nobody once the old tasks have stopped, a listener that moves to another target group answers 503 until the new ones are in it, and the security groups of the tasks say who may come'
      : 'its tasks move from addresses of their own to the ports of their hosts: who calls these addresses or names in DNS reaches nobody once the old tasks have stopped, a listener that moves to another target group answers 503 until the new ones are in it, and the security groups of the hosts say who may come',
  );
};

/** ECS starts a deployment when what a task is made of changes, and only then. */
const deployment: EffectRule = (subject) => {
  const { after } = subject;
  const revision = touches(subject, 'task_definition');
  if (
    !revision &&
    !(after['force_new_deployment'] === true && touches(subject, 'triggers')) &&
    !touches(subject, 'load_balancer', 'network_configuration', 'service_registries') &&
    !touches(subject, 'service_connect_configuration', 'volume_configuration', 'platform_version')
  ) {
    return touches(subject, 'deployment_controller', 'capacity_provider_strategy')
      ? effect('attention', 'new tasks are placed by other rules')
      : [];
  }
  const count = numberOf(after['desired_count']);
  const what = revision ? 'new revision: ' : '';
  const rolling = `${what}rolling deployment of ${counted(count, 'task')}`;
  if (firstBlock(after['deployment_controller'])?.['type'] === 'EXTERNAL') {
    return effect('attention', `${what}an external controller decides when tasks change`);
  }
  // AWS rounds the lower limit up, so that one healthy task of one stays unless the limit is 0.
  const minimum = numberOf(after['deployment_minimum_healthy_percent']);
  return minimum === 0
    ? effect(
        'downtime-possible',
        `${rolling}; old tasks may stop before new ones run, because deployment_minimum_healthy_percent is 0`,
      )
    : effect('attention', rolling);
};
