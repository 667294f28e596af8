import { all, type TypeActions } from './grant';

const map = (...actions: readonly string[]) =>
  all(...actions.map((action) => `servicediscovery:${action}`));

/** Cloud Map makes the hosted zone of a namespace with the rights of its caller. */
const HOSTED_ZONE = all(
  'route53:CreateHostedZone',
  'route53:DeleteHostedZone',
  'route53:AssociateVPCWithHostedZone',
  'route53:ListHostedZonesByName',
  'route53:GetHostedZone',
);
const readNamespace = map('GetNamespace', 'ListTagsForResource');
const changeNamespace = map('DeleteNamespace', 'GetOperation', 'TagResource', 'UntagResource');

/**
 * Namespaces and services of Cloud Map, whose ids AWS makes up.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-api-permissions-ref.html
 */
export const DISCOVERY_TYPES: Readonly<Record<string, TypeActions>> = {
  aws_service_discovery_http_namespace: {
    read: [readNamespace],
    write: [map('CreateHttpNamespace', 'UpdateHttpNamespace'), changeNamespace],
  },
  aws_service_discovery_private_dns_namespace: {
    read: [readNamespace],
    write: [
      map('CreatePrivateDnsNamespace', 'UpdatePrivateDnsNamespace'),
      changeNamespace,
      HOSTED_ZONE,
      all('ec2:DescribeVpcs', 'ec2:DescribeRegions'),
    ],
  },
  aws_service_discovery_service: {
    read: [map('GetService', 'ListTagsForResource')],
    write: [
      map('CreateService', 'UpdateService', 'DeleteService', 'GetOperation'),
      map('ListInstances', 'DeregisterInstance', 'TagResource', 'UntagResource'),
      all('route53:GetHostedZone', 'route53:ChangeResourceRecordSets', 'route53:GetHealthCheck'),
    ],
  },
};
