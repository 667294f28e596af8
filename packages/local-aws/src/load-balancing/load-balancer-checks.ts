import type { AwsCall } from '../gateway/aws-call';
import { AwsError } from '../gateway/aws-response';
import { queryParameters } from '../gateway/query-call';
import { records, text, type XmlRecord } from '../gateway/xml';
import { listParameters, type MotoClient } from '../moto/moto-client';
import type { LoadBalancers } from './load-balancers';

/** Refuses what AWS refuses and moto takes. */
export async function checkLoadBalancing(
  { moto, balancers }: { readonly moto: MotoClient; readonly balancers: LoadBalancers },
  call: AwsCall,
): Promise<void> {
  switch (call.action) {
    case 'CreateLoadBalancer':
    case 'SetSubnets':
      return checkSubnets(moto, balancers, call);
    case 'CreateListener':
    case 'CreateRule':
    case 'ModifyListener':
    case 'ModifyRule':
      checkCertificate(call);
      return checkGroups(balancers, call);
  }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer */
async function checkSubnets(
  moto: MotoClient,
  balancers: LoadBalancers,
  call: AwsCall,
): Promise<void> {
  const parameters = queryParameters(call);
  const type =
    balancers.all().find(({ arn }) => arn === parameters.get('LoadBalancerArn'))?.type ??
    parameters.get('Type') ??
    'application';
  const ids = [...parameters]
    .filter(([name]) => /^(Subnets\.member\.\d+|SubnetMappings\.member\.\d+\.SubnetId)$/.test(name))
    .map(([, value]) => value);
  if (ids.length === 0) {
    return;
  }
  // moto has its own words for one that does not exist.
  const answer = await moto
    .query('ec2', call.region, 'DescribeSubnets', listParameters('SubnetId', ids))
    .catch(() => ({}) as XmlRecord);
  const zones = records(answer['subnetSet']).map((one) => text(one['availabilityZone']));
  if (new Set(zones).size < zones.length) {
    throw new AwsError(
      'InvalidConfigurationRequest',
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  }
  if (type === 'application' && zones.length === 1) {
    throw new AwsError(
      'ValidationError',
      'At least two subnets in two different Availability Zones must be specified',
    );
  }
}

function checkCertificate(call: AwsCall): void {
  const parameters = queryParameters(call);
  const protocol = parameters.get('Protocol') ?? '';
  const isNew = call.action === 'CreateListener';
  const has = parameters.has('Certificates.member.1.CertificateArn');
  if (isNew && ['HTTPS', 'TLS'].includes(protocol) && !has) {
    throw new AwsError(
      'ValidationError',
      `A certificate must be specified for ${protocol} listeners`,
    );
  }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
function checkGroups(balancers: LoadBalancers, call: AwsCall): void {
  const parameters = queryParameters(call);
  const arn =
    parameters.get('LoadBalancerArn') ??
    parameters.get('ListenerArn') ??
    parameters.get('RuleArn') ??
    '';
  // All ARNs of a balancer's parts have its own name in them.
  const own = arn
    .replace(/:listener(-rule)?\//, ':loadbalancer/')
    .split('/')
    .slice(0, 4)
    .join('/');
  const groups = [...parameters]
    .filter(([name]) => /TargetGroupArn$/.test(name))
    .map(([, value]) => value);
  const taken = groups.filter((group) =>
    balancers.balancersOf(group).some((other) => other.arn !== own),
  );
  if (taken.length > 0) {
    throw new AwsError(
      'TargetGroupAssociationLimit',
      `The following target groups cannot be associated with more than one load balancer: ${taken.join(', ')}`,
    );
  }
}
