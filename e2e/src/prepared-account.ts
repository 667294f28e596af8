import { AutoScalingClient, CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { awsJson } from './aws-json';
import { clientSettings, type LocalAccess } from './local-access';

/** A network of one subnet in each of three zones. */
export interface PreparedNetwork {
  readonly vpcId: string;
  /** Subnet ids by zone. */
  readonly subnets: Readonly<Record<string, string>>;
}

/**
 * Prepares an account with what the examples adopt: a network, roles, a repository, a cluster with a host ... One network
 * for all of them, because making a VPC with Terraform takes 20 seconds of waits.
 */
export async function prepareAccount(access: LocalAccess): Promise<PreparedNetwork> {
  const options = clientSettings(access);
  const ec2 = new EC2Client(options);
  const network = await prepareNetwork(ec2);
  await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: 'existing-hosts',
      Description: 'Hosts',
      VpcId: network.vpcId,
    }),
  );
  await prepareCluster(ec2, new AutoScalingClient(options), access, network);
  await prepareRoles(new IAMClient(options));
  await new ECRClient(options).send(
    new CreateRepositoryCommand({ repositoryName: 'existing/hello' }),
  );
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const Bucket = 'existing-configuration';
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(
    new PutObjectCommand({ Bucket, Key: 'hello.env', Body: '# for tests\nCOLOR=blue\n' }),
  );
  await awsJson(access, 'logs', 'CreateLogGroup', { logGroupName: '/existing/hello' });
  await awsJson(access, 'acm', 'RequestCertificate', { DomainName: 'example.com' });
  await awsJson(access, 'ssm', 'PutParameter', {
    Name: '/existing/database-url',
    Type: 'SecureString',
    Value: 'postgres://existing',
  });
  return network;
}

async function prepareNetwork(ec2: EC2Client): Promise<PreparedNetwork> {
  const { Vpc } = await ec2.send(
    new CreateVpcCommand({
      CidrBlock: '10.0.0.0/16',
      TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'existing' }] }],
    }),
  );
  const vpcId = Vpc?.VpcId ?? '';
  const subnets: Record<string, string> = {};
  for (const [index, zone] of ['us-east-1a', 'us-east-1b', 'us-east-1c'].entries()) {
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({
        VpcId: vpcId,
        CidrBlock: `10.0.${index}.0/24`,
        AvailabilityZone: zone,
      }),
    );
    subnets[zone] = Subnet?.SubnetId ?? '';
  }
  return { vpcId, subnets };
}

async function prepareCluster(
  ec2: EC2Client,
  autoScaling: AutoScalingClient,
  access: LocalAccess,
  { subnets }: PreparedNetwork,
): Promise<void> {
  await awsJson(access, 'ecs', 'CreateCluster', { clusterName: 'existing' });
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'existing',
      LaunchTemplateData: {
        ImageId: 'ami-12345678',
        InstanceType: 't3.small',
        UserData: Buffer.from('ECS_CLUSTER=existing\n').toString('base64'),
      },
    }),
  );
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'existing',
      MinSize: 1,
      MaxSize: 1,
      VPCZoneIdentifier: Object.values(subnets).join(','),
      LaunchTemplate: { LaunchTemplateName: 'existing', Version: '$Latest' },
    }),
  );
}

async function prepareRoles(iam: IAMClient): Promise<void> {
  const trusting = (Service: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
    });
  for (const [RoleName, service] of [
    ['ecsInstanceRole', 'ec2.amazonaws.com'],
    ['existing-task-role', 'ecs-tasks.amazonaws.com'],
  ] as const) {
    await iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting(service) }),
    );
  }
}
