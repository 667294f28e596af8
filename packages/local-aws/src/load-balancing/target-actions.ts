import { randomUUID } from 'node:crypto';
import type { AwsCall } from '../gateway/aws-call';
import { AwsError, xmlResponse, type AwsResponse } from '../gateway/aws-response';
import { queryParameters } from '../gateway/query-call';
import { record, records, text, type XmlElements } from '../gateway/xml';
import type { MotoClient } from '../moto/moto-client';
import type { LoadBalancers } from './load-balancers';
import type { TargetGroup } from './target-group';
import { NOT_REGISTERED, type TargetHealth, type TargetKey } from './target-table';

/** What the actions work with. */
export interface TargetContext {
  readonly balancers: LoadBalancers;
  readonly moto: MotoClient;
}

/** One action on targets; moto never sees it. */
export type TargetAction = (context: TargetContext, call: AwsCall) => Promise<AwsResponse>;

/** The actions that are answered here. */
export const TARGET_ACTIONS: Readonly<Record<string, TargetAction>> = {
  /** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html */
  RegisterTargets: async (context, call) => {
    const group = groupOf(context, call);
    const keys = targetsIn(call, group);
    await checkTargets(context, call.region, group, keys);
    for (const key of keys) {
      context.balancers.table.register(key);
    }
    return answer('RegisterTargets', {});
  },
  /** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html */
  DeregisterTargets: ({ balancers }, call) => {
    const group = groupOf({ balancers }, call);
    const hasPort = queryParameters(call).has('Targets.member.1.Port');
    const keys = targetsIn(call, group);
    const found = balancers.table
      .of(group.arn)
      // Without a port, a target is meant with whatever ports it has.
      .filter(({ id, port }) =>
        keys.some((key) => key.id === id && (!hasPort || key.port === port)),
      );
    for (const target of found) {
      void balancers.deregister(target);
    }
    return Promise.resolve(answer('DeregisterTargets', {}));
  },
  /** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html */
  DescribeTargetHealth: ({ balancers }, call) => {
    const group = groupOf({ balancers }, call);
    const asked = targetsIn(call, group);
    const shown =
      asked.length === 0
        ? balancers.table.of(group.arn)
        : asked.map((key) => balancers.table.find(key) ?? { ...key, health: NOT_REGISTERED });
    const member = shown.map((target) => described(target, target.health, group));
    return Promise.resolve(
      answer('DescribeTargetHealth', {
        DescribeTargetHealthResult: { TargetHealthDescriptions: { member } },
      }),
    );
  },
};

function groupOf({ balancers }: Pick<TargetContext, 'balancers'>, call: AwsCall): TargetGroup {
  const group = balancers.group(queryParameters(call).get('TargetGroupArn') ?? '');
  if (group === undefined) {
    throw new AwsError('TargetGroupNotFound', 'One or more target groups not found');
  }
  return group;
}

function targetsIn(call: AwsCall, group: TargetGroup): readonly TargetKey[] {
  const parameters = queryParameters(call);
  const keys: TargetKey[] = [];
  for (let index = 1; parameters.has(`Targets.member.${index}.Id`); index += 1) {
    const id = parameters.get(`Targets.member.${index}.Id`) ?? '';
    const port = Number(parameters.get(`Targets.member.${index}.Port`) ?? group.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new AwsError('ValidationError', `'${port}' must be a valid port between 1 and 65535`);
    }
    keys.push({ groupArn: group.arn, id, port });
  }
  return keys;
}

/** Only what can be a target becomes one: instances of the group's VPC, balancers, and addresses of this machine. */
async function checkTargets(
  { balancers, moto }: TargetContext,
  region: string,
  { targetType, vpcId }: TargetGroup,
  keys: readonly TargetKey[],
): Promise<void> {
  const wrong = (words: string, ids: readonly string[]): AwsError =>
    new AwsError('InvalidTarget', `${words}: ${ids.map((id) => `'${id}'`).join(', ')}`);
  const ids = [...new Set(keys.map(({ id }) => id))];
  if (targetType === 'ip') {
    const foreign = ids.filter((id) => !/^127(\.\d{1,3}){3}$/.test(id));
    if (foreign.length > 0) {
      throw wrong(
        'local-aws: targets of the type ip are addresses of this machine, 127.0.0.0/8; nothing else can be reached',
        foreign,
      );
    }
    return;
  }
  if (targetType === 'alb') {
    const unknown = ids.filter((id) => !balancers.all().some(({ arn }) => arn === id));
    if (unknown.length > 0) {
      throw wrong('The following targets are not valid load balancers', unknown);
    }
    return;
  }
  if (targetType !== 'instance') {
    throw wrong(`local-aws: targets of the type ${targetType} are not emulated`, ids);
  }
  const found = await vpcsOf(moto, region, ids);
  const unknown = ids.filter((id) => !found.has(id));
  if (unknown.length > 0) {
    throw wrong('The following targets are not valid instances', unknown);
  }
  const foreign = ids.filter((id) => found.get(id) !== vpcId);
  if (foreign.length > 0) {
    throw wrong(`The following targets are not in the target group VPC '${vpcId}'`, foreign);
  }
}

async function vpcsOf(
  moto: MotoClient,
  region: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const filters = Object.fromEntries(ids.map((id, index) => [`Filter.1.Value.${index + 1}`, id]));
  const answer = await moto.query('ec2', region, 'DescribeInstances', {
    'Filter.1.Name': 'instance-id',
    ...filters,
  });
  return new Map(
    records(answer['reservationSet'])
      .flatMap((reservation) => records(reservation['instancesSet']))
      .filter((one) => text(record(one['instanceState'])['name']) === 'running')
      .map((one) => [text(one['instanceId']) ?? '', text(one['vpcId']) ?? '']),
  );
}

function described(
  { id, port }: TargetKey,
  { state, reason, description }: TargetHealth,
  { healthCheck }: TargetGroup,
): XmlElements {
  return {
    Target: { Id: id, Port: port },
    HealthCheckPort: healthCheck.port === 'traffic-port' ? port : healthCheck.port,
    TargetHealth: {
      State: state,
      ...(reason === undefined ? {} : { Reason: reason }),
      ...(description === undefined ? {} : { Description: description }),
    },
  };
}

function answer(action: string, result: XmlElements): AwsResponse {
  return xmlResponse({
    [`${action}Response`]: {
      '@xmlns': 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
      ...(Object.keys(result).length === 0 ? { [`${action}Result`]: '' } : result),
      ResponseMetadata: { RequestId: randomUUID() },
    },
  });
}
