import { block, blocks, isTrue, type PolicyRule, when } from '../rule';

/** Rules for clusters and services. */
export const serviceRules: readonly PolicyRule[] = [
  {
    id: 'ecs-ec2/circuit-breaker',
    aliases: [],
    level: 'warn',
    types: ['aws_ecs_service'],
    fix: 'Set deployment_circuit_breaker with enable and rollback.',
    helpUri:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html',
    check: ({ values }) => {
      const breaker = block(values['deployment_circuit_breaker']);
      return when(
        !isTrue(breaker?.['enable']) || !isTrue(breaker?.['rollback']),
        'A revision that cannot start is tried for hours, and is not rolled back.',
      );
    },
  },
  {
    id: 'ecs-ec2/wait-for-steady-state',
    aliases: [],
    level: 'warn',
    types: ['aws_ecs_service'],
    fix: 'Set wait_for_steady_state.',
    helpUri:
      'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service',
    check: ({ values }) =>
      when(
        !isTrue(values['wait_for_steady_state']),
        'A deployment counts as done before a single task runs.',
      ),
  },
  {
    id: 'ecs-ec2/container-insights',
    aliases: ['CKV_AWS_65', 'AWS-0034', 'AVD-AWS-0034', 'AwsSolutions-ECS4'],
    level: 'note',
    types: ['aws_ecs_cluster'],
    fix: 'Switch Container Insights on, which is charged by metric.',
    helpUri:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html',
    check: ({ values }) => {
      const insights = blocks(values['setting']).find(({ name }) => name === 'containerInsights');
      const value = insights?.['value'];
      return when(
        value === undefined || value === 'disabled',
        'The cluster keeps no metrics of its tasks.',
      );
    },
  },
  {
    id: 'ecs-ec2/exec-logged',
    aliases: ['CKV_AWS_223'],
    level: 'warn',
    types: ['aws_ecs_cluster'],
    fix: 'Set logging of execute_command_configuration to DEFAULT, or to OVERRIDE with a log group.',
    helpUri: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    check: ({ values }) => {
      const exec = block(block(values['configuration'])?.['execute_command_configuration']);
      return when(
        exec?.['logging'] === 'NONE',
        'Nobody can tell later which commands were run in its containers.',
      );
    },
  },
];
