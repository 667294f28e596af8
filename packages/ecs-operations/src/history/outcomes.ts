import type { ServiceStatus } from '../ecs-status';
import { shortName } from '../wording';
import type { PastDeployment, Revision } from './read-history';

/** What became of a revision, as far as ECS says it. */
export interface Outcome {
  readonly kind:
    | 'serves'
    | 'rolling-out'
    | 'being-replaced'
    | 'failed'
    | 'served'
    | 'stopped'
    | 'not-deployed'
    | 'not-known';
  readonly words: string;
}

/**
 * The outcome of a revision for a service.
 *
 * @param deployments what ECS remembers; undefined where that could not be read
 */
export function outcomeOf(
  { arn }: Revision,
  { deployments: current }: ServiceStatus,
  deployments: readonly PastDeployment[] | undefined,
): Outcome {
  const now = current.find((item) => shortName(item.taskDefinitionArn) === shortName(arn));
  if (now?.status === 'PRIMARY' && now.rolloutState !== 'FAILED') {
    return now.rolloutState === 'IN_PROGRESS'
      ? {
          kind: 'rolling-out',
          words: `PRIMARY, rolling out${now.failedTasks > 0 ? `, ${now.failedTasks} failed` : ''}`,
        }
      : { kind: 'serves', words: 'PRIMARY now' };
  }
  if (now?.rolloutState === 'FAILED') {
    return { kind: 'failed', words: `failed: ${now.rolloutStateReason ?? 'ECS gives no reason'}` };
  }
  if (now?.status === 'ACTIVE') {
    return { kind: 'being-replaced', words: 'being replaced' };
  }
  if (deployments === undefined) {
    return { kind: 'not-known', words: 'not known: the deployments could not be read' };
  }
  const last = deployments.find((item) => shortName(item.taskDefinitionArn) === shortName(arn));
  if (last === undefined) {
    return { kind: 'not-deployed', words: 'no deployment within the 90 days that ECS remembers' };
  }
  const when = (last.finishedAt ?? last.createdAt)?.toISOString().slice(0, 16).replace('T', ' ');
  const at = when === undefined ? '' : ` ${when}Z`;
  if (last.status === 'SUCCESSFUL') {
    return { kind: 'served', words: `deployed${at}` };
  }
  if (last.status.startsWith('ROLLBACK')) {
    return {
      kind: 'failed',
      words: `rolled back${at}${last.reason === undefined ? '' : `: ${last.reason}`}`,
    };
  }
  return { kind: 'stopped', words: `${last.status.toLowerCase().replaceAll('_', ' ')}${at}` };
}
