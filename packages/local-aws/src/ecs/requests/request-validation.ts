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

/** Containers that share the address of their task. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html */
function checkNetworkMode({
  networkMode,
  containerDefinitions = [],
}: Partial<TaskDefinition>): void {
  if (networkMode !== 'awsvpc') {
    return;
  }
  for (const container of containerDefinitions) {
    const foreign = (container.portMappings ?? []).some(
      ({ containerPort, hostPort = 0 }) => hostPort !== 0 && hostPort !== containerPort,
    );
    if (foreign) {
      throw refusal(
        'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
      );
    }
    const [option] = NOT_WITH_OWN_ADDRESS.filter((name) => isGiven(container[name]));
    if (option !== undefined) {
      throw refusal(`${option} is not supported on container when networkMode=awsvpc.`);
    }
  }
}

const NOT_WITH_OWN_ADDRESS = ['hostname', 'extraHosts', 'dnsServers', 'dnsSearchDomains'] as const;

function isGiven(value: string | readonly unknown[] | undefined): boolean {
  return value !== undefined && value.length > 0;
}

function refusal(words: string): AwsError {
  return new AwsError('ClientException', words);
}
