import { Construct, type IConstruct } from 'constructs';
import type { ICluster } from '../cluster/cluster-contract';
import type { IRole } from '../iam/role-contract';
import { AwsEnvironment } from '../support/aws-environment';
import { requireShape } from '../support/require-shape';
import { ecsName, requireName } from '../support/validation';

/** A service on the hosts of a cluster. `Ec2Service` and imported services have it. */
export interface IEc2Service extends IConstruct {
  readonly serviceName: string;
  readonly serviceArn: string;
  /** Lets a role start a deployment of this service and follow it. */
  grantUpdate(role: IRole): void;
}

/** A service that exists already. */
export interface Ec2ServiceAttributes {
  readonly serviceName: string;
  readonly cluster: Pick<ICluster, 'clusterName'>;
}

/** A service that is managed elsewhere, in the provider's account and region. `Ec2Service.fromServiceAttributes` makes it. */
export class ImportedService extends Construct implements IEc2Service {
  readonly serviceName: string;
  readonly serviceArn: string;

  constructor(scope: Construct, id: string, attributes: Ec2ServiceAttributes) {
    super(scope, id);
    requireShape(this, 'Ec2ServiceAttributes', attributes);
    const { serviceName, cluster } = attributes;
    requireName(this, serviceName, ecsName('serviceName'));
    this.serviceName = serviceName;
    this.serviceArn = serviceArnOf(this, cluster.clusterName, serviceName);
  }

  grantUpdate(role: IRole): void {
    grantUpdate(role, this.serviceArn);
  }
}

/** With the name of the cluster in it, as in the ARN of every service that was made since 2021. */
export function serviceArnOf(scope: Construct, clusterName: string, serviceName: string): string {
  const { accountId, partition, region } = AwsEnvironment.of(scope);
  return `arn:${partition}:ecs:${region}:${accountId}:service/${clusterName}/${serviceName}`;
}

/** The permissions that starting a deployment and following it takes. */
export function grantUpdate(role: IRole, serviceArn: string): void {
  role.addToPolicy({
    actions: ['ecs:DescribeServices', 'ecs:UpdateService'],
    resources: [serviceArn],
  });
}
