import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { AwsEnvironment } from '../support/aws-environment';
import type { Subnet } from './network';

/**
 * What hosts reach inside AWS without the internet: the ECS agent's endpoints, images of ECR (with the layers in S3), logs,
 * Secrets Manager, Parameter Store, KMS, sessions of ECS Exec, Session Manager on hosts, or S3 alone.
 */
export type VpcEndpointTarget =
  | 'ecs'
  | 'ecr'
  | 'logs'
  | 'secrets-manager'
  | 'parameter-store'
  | 'kms'
  | 'ecs-exec'
  | 'session-manager'
  | 's3';

/** Interface endpoints of each; S3 has a gateway, which costs nothing and which ECR's layers need. */
const INTERFACES: Readonly<Record<VpcEndpointTarget, readonly string[]>> = {
  ecs: ['ecs-agent', 'ecs-telemetry', 'ecs'],
  ecr: ['ecr.api', 'ecr.dkr'],
  logs: ['logs'],
  'secrets-manager': ['secretsmanager'],
  'parameter-store': ['ssm'],
  kms: ['kms'],
  'ecs-exec': ['ssmmessages'],
  'session-manager': ['ssm', 'ssmmessages', 'ec2messages'],
  s3: [],
};
const NEED_S3: readonly VpcEndpointTarget[] = ['ecr', 's3'];

/** Everything that a target can be. */
export const VPC_ENDPOINT_TARGETS = Object.keys(INTERFACES) as readonly VpcEndpointTarget[];

/** Where endpoints stand. */
export interface VpcEndpointsProps {
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly networkName: string;
  readonly subnets: readonly Subnet[];
  readonly routeTableIds: readonly string[];
  readonly targets: readonly VpcEndpointTarget[];
}

/**
 * Makes the endpoints: interfaces in every subnet, with the names of the services and open to the network alone, and S3 in
 * the route tables.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export function makeVpcEndpoints(
  scope: Construct,
  props: VpcEndpointsProps,
): readonly ITerraformDependable[] {
  const { vpcId, targets, networkName } = props;
  const { region } = AwsEnvironment.of(scope);
  const serviceName = (service: string) => `com.amazonaws.${region}.${service}`;
  const tags = (service: string) => ({ Name: `${networkName}-${service.replace('.', '-')}` });
  const gateways = targets.some((target) => NEED_S3.includes(target))
    ? [
        new VpcEndpoint(scope, 'Endpoint-s3', {
          vpcId,
          serviceName: serviceName('s3'),
          vpcEndpointType: 'Gateway',
          routeTableIds: [...props.routeTableIds],
          tags: tags('s3'),
        }),
      ]
    : [];
  const services = [...new Set(targets.flatMap((target) => INTERFACES[target]))];
  if (services.length === 0) {
    return gateways;
  }
  const { group, rule } = makeGroup(scope, props);
  const interfaces = services.map(
    (service) =>
      new VpcEndpoint(scope, `Endpoint-${service.replace('.', '-')}`, {
        vpcId,
        serviceName: serviceName(service),
        vpcEndpointType: 'Interface',
        privateDnsEnabled: true,
        subnetIds: props.subnets.map(({ subnetId }) => subnetId),
        securityGroupIds: [group.id],
        tags: tags(service),
      }),
  );
  return [...gateways, ...interfaces, rule];
}

function makeGroup(scope: Construct, { vpcId, cidrBlock, networkName }: VpcEndpointsProps) {
  const tags = { Name: `${networkName}-endpoints` };
  const group = new SecurityGroup(scope, 'EndpointSecurityGroup', {
    namePrefix: 'endpoints-',
    description: 'HTTPS from the network to the endpoints of AWS',
    vpcId,
    tags,
    lifecycle: { createBeforeDestroy: true },
  });
  const rule = new VpcSecurityGroupIngressRule(scope, 'EndpointSecurityGroup-Https', {
    securityGroupId: group.id,
    description: 'HTTPS from the network',
    ipProtocol: 'tcp',
    fromPort: 443,
    toPort: 443,
    cidrIpv4: cidrBlock,
    tags,
  });
  return { group, rule };
}
