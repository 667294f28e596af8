import { AwsError, jsonBody } from '../../gateway/aws-response';
import type { Correction } from '../../gateway/correction';
import type { HostAccessRule } from '../../options';
import { checkHostAccess } from '../host-access';
import type { TaskDefinition } from '../task-definition';
import { REQUEST_SCHEMAS } from './request-schemas';
import { checkedInput } from './validate';

/**
 * Holds the requests of ECS to the forms and limits of AWS before anything reads them: moto and the data plane would take
 * almost everything, fail on some of it, and one name of it became a path. Task definitions that ask for this machine are
 * refused here.
 */
export function ecsRequests(hostAccess: HostAccessRule): Correction {
  return {
    name: 'ecs-requests',
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html',
    service: 'ecs',
    actions: Object.keys(REQUEST_SCHEMAS),
    handle: (call, next) => {
      const action = call.action ?? '';
      const input = checkedInput(action, jsonBody(call));
      if (action === 'RegisterTaskDefinition') {
        checkHostAccess(input as Partial<TaskDefinition>, hostAccess);
        checkNetworkMode(input as Partial<TaskDefinition>);
      }
      return next({ ...call, body: Buffer.from(JSON.stringify(input)) });
    },
  };
}

/** What no task could ever run with is refused when it is written down, not after everything around it was made. */
function checkNetworkMode({ family, networkMode }: Partial<TaskDefinition>): void {
  if (networkMode === 'awsvpc') {
    throw new AwsError(
      'ClientException',
      `local-aws: task definition ${family ?? '(no family)'}: networkMode awsvpc is not emulated, and Fargate is not either. ` +
        'Allowed bridge. Fix: use bridge here, or a real account.',
    );
  }
}
