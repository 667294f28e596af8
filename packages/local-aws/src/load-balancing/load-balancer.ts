import { record, records, text, texts, type XmlRecord } from '../gateway/xml';
import type { MotoClient } from '../moto/moto-client';
import { attributesIn } from './target-group';

/** A load balancer as moto holds it, with its listeners. */
export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  /** The name that moto made up and that resolves nowhere. */
  readonly madeName: string;
  readonly vpcId: string;
  /** The Availability Zones it has a subnet in. */
  readonly zones: readonly string[];
  readonly idleSeconds: number;
  readonly listeners: readonly Listener[];
}

/** Where a balancer listens, and what it does with what comes. */
export interface Listener {
  readonly arn: string;
  readonly protocol: string;
  readonly port: number;
  /** By priority; the last is the default, which has no condition. */
  readonly rules: readonly Rule[];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html */
export interface Rule {
  readonly arn: string;
  readonly conditions: readonly Condition[];
  /** In their order; the last one answers or forwards. */
  readonly actions: readonly Action[];
}

/** All of a rule's conditions have to hold, each by any of its values. */
export interface Condition {
  readonly field: string;
  readonly values: readonly string[];
  /** Of the field `http-header`. */
  readonly header?: string;
  /** Of the field `query-string`. */
  readonly pairs?: readonly { readonly key?: string; readonly value: string }[];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html */
export interface Action {
  readonly type: string;
  /** Of `forward`: target groups and their shares. */
  readonly groups: readonly { readonly arn: string; readonly weight: number }[];
  /** Of `forward`: whether a client stays with the group that it got. */
  readonly stickySeconds?: number;
  /** Of `redirect` and `fixed-response`, as AWS calls them. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Reads the load balancers of a region with their listeners and rules. Classic ones are none of these. */
export async function readLoadBalancers(
  moto: MotoClient,
  region: string,
): Promise<readonly LoadBalancer[]> {
  const ask = (action: string, parameters: Record<string, string> = {}): Promise<XmlRecord> =>
    moto.query('elasticloadbalancing', region, action, parameters);
  const pages = async (
    action: string,
    member: string,
    parameters: Record<string, string> = {},
  ): Promise<readonly XmlRecord[]> => {
    const found: XmlRecord[] = [];
    for (let marker: string | undefined = ''; marker !== undefined;) {
      const page = await ask(action, {
        ...parameters,
        ...(marker === '' ? {} : { Marker: marker }),
      });
      found.push(...records(page[member]));
      marker = text(page['NextMarker']);
    }
    return found;
  };
  const balancers = await pages('DescribeLoadBalancers', 'LoadBalancers');
  return Promise.all(
    balancers.map(async (balancer) => {
      const LoadBalancerArn = text(balancer['LoadBalancerArn']) ?? '';
      const attributes = attributesIn(
        await ask('DescribeLoadBalancerAttributes', { LoadBalancerArn }),
      );
      const listeners = await pages('DescribeListeners', 'Listeners', { LoadBalancerArn });
      return {
        arn: LoadBalancerArn,
        name: text(balancer['LoadBalancerName']) ?? '',
        type: text(balancer['Type']) ?? 'application',
        madeName: text(balancer['DNSName']) ?? '',
        vpcId: text(balancer['VpcId']) ?? '',
        zones: records(balancer['AvailabilityZones']).map(({ ZoneName }) => text(ZoneName) ?? ''),
        idleSeconds: Number(attributes['idle_timeout.timeout_seconds'] ?? 60),
        listeners: await Promise.all(
          listeners.map(async (listener) => {
            const ListenerArn = text(listener['ListenerArn']) ?? '';
            const rules = await pages('DescribeRules', 'Rules', { ListenerArn });
            return listenerOf(listener, rules);
          }),
        ),
      };
    }),
  );
}

/** The target groups that a listener may send something to. */
export function groupsOf({ rules }: Listener): readonly string[] {
  return rules.flatMap(({ actions }) =>
    actions.flatMap(({ groups }) => groups.map(({ arn }) => arn)),
  );
}

/** moto writes every ARN as that of an Application Load Balancer. */
export function motoArn(arn: string): string {
  return arn.replace(/:(loadbalancer|listener|listener-rule)\/net\//, ':$1/app/');
}

function listenerOf(listener: XmlRecord, rules: readonly XmlRecord[]): Listener {
  const place = ({ Priority }: XmlRecord): number => {
    const priority = text(Priority);
    return priority === 'default' ? Infinity : Number(priority);
  };
  return {
    arn: text(listener['ListenerArn']) ?? '',
    protocol: text(listener['Protocol']) ?? '',
    port: Number(text(listener['Port']) ?? 0),
    rules: [...rules]
      .sort((a, b) => (place(a) < place(b) ? -1 : 1))
      .map((rule) => ({
        arn: text(rule['RuleArn']) ?? '',
        conditions: records(rule['Conditions']).map(conditionOf),
        actions: [...records(rule['Actions'])]
          .sort((a, b) => Number(text(a['Order']) ?? 1) - Number(text(b['Order']) ?? 1))
          .map(actionOf),
      })),
  };
}

/** Values stand in a structure of the field, or, for host and path in older requests, beside it. */
function conditionOf(condition: XmlRecord): Condition {
  const field = text(condition['Field']) ?? '';
  const config = record(condition[CONFIGS[field] ?? '']);
  const header = text(config['HttpHeaderName']);
  const pairs = records(config['Values']).map(({ Key, Value }) => {
    const key = text(Key);
    return { ...(key === undefined ? {} : { key }), value: text(Value) ?? '' };
  });
  return {
    field,
    values: [...texts(condition['Values']), ...texts(config['Values'])],
    ...(header === undefined ? {} : { header }),
    ...(field === 'query-string' ? { pairs } : {}),
  };
}

const CONFIGS: Readonly<Record<string, string>> = {
  'host-header': 'HostHeaderConfig',
  'path-pattern': 'PathPatternConfig',
  'http-header': 'HttpHeaderConfig',
  'http-request-method': 'HttpRequestMethodConfig',
  'query-string': 'QueryStringConfig',
  'source-ip': 'SourceIpConfig',
};

function actionOf(action: XmlRecord): Action {
  const forward = record(action['ForwardConfig']);
  const weighted = records(forward['TargetGroups']).map(({ TargetGroupArn, Weight }) => ({
    arn: text(TargetGroupArn) ?? '',
    weight: Number(text(Weight) ?? 1),
  }));
  const arn = text(action['TargetGroupArn']);
  const single = arn === undefined ? [] : [{ arn, weight: 1 }];
  const sticky = record(forward['TargetGroupStickinessConfig']);
  const settings = {
    ...record(action['RedirectConfig']),
    ...record(action['FixedResponseConfig']),
  };
  return {
    type: text(action['Type']) ?? '',
    groups: weighted.length === 0 ? single : weighted,
    ...(sticky['Enabled'] === 'true'
      ? { stickySeconds: Number(text(sticky['DurationSeconds']) ?? 3600) }
      : {}),
    settings: Object.fromEntries(
      Object.entries(settings).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
  };
}
