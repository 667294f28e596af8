import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { DescribeClustersCommand, ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { IAMClient, ListInstanceProfilesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { awsJson } from './aws-json';
import { clientSettings, type LocalAccess } from './local-access';

/** Everything a deployment makes that the local AWS still holds, by name; empty after a destroy. */
export async function remainingResources(access: LocalAccess): Promise<readonly string[]> {
  const options = clientSettings(access);
  const ec2 = new EC2Client(options);
  const iam = new IAMClient(options);
  const [
    vpcs,
    securityGroups,
    instances,
    templates,
    groups,
    clusters,
    repositories,
    roles,
    profiles,
  ] = await Promise.all([
    ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['false'] }] })),
    ec2.send(new DescribeSecurityGroupsCommand({})),
    ec2.send(
      new DescribeInstancesCommand({
        Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running', 'stopping'] }],
      }),
    ),
    ec2.send(new DescribeLaunchTemplatesCommand({})),
    new AutoScalingClient(options).send(new DescribeAutoScalingGroupsCommand({})),
    livingClusters(new ECSClient(options)),
    new ECRClient(options).send(new DescribeRepositoriesCommand({})),
    iam.send(new ListRolesCommand({})),
    iam.send(new ListInstanceProfilesCommand({})),
  ]);
  return [
    ...(vpcs.Vpcs ?? []).map((vpc) => vpc.VpcId),
    ...(securityGroups.SecurityGroups ?? [])
      .filter((group) => group.GroupName !== 'default')
      .map((group) => group.GroupName),
    ...(await namesOfJsonServices(access)),
    ...(instances.Reservations ?? []).flatMap((r) => r.Instances ?? []).map((i) => i.InstanceId),
    ...(templates.LaunchTemplates ?? []).map((template) => template.LaunchTemplateName),
    ...(groups.AutoScalingGroups ?? []).map((group) => group.AutoScalingGroupName),
    ...clusters,
    ...(repositories.repositories ?? []).map((repository) => repository.repositoryName),
    ...(roles.Roles ?? []).map((role) => role.RoleName),
    ...(profiles.InstanceProfiles ?? []).map((profile) => profile.InstanceProfileName),
  ].map((name) => name ?? 'unnamed');
}

/** What the services with a JSON protocol hold. Not task definitions: old revisions stay, so that one can go back to them. */
async function namesOfJsonServices(access: LocalAccess): Promise<readonly string[]> {
  const [logs, providers, targets, policies, secrets] = await Promise.all([
    awsJson<{ logGroups: { logGroupName: string }[] }>(access, 'logs', 'DescribeLogGroups'),
    awsJson<{ capacityProviders: { name: string }[] }>(access, 'ecs', 'DescribeCapacityProviders'),
    awsJson<{ ScalableTargets: { ResourceId: string }[] }>(
      access,
      'application-autoscaling',
      'DescribeScalableTargets',
      { ServiceNamespace: 'ecs' },
    ),
    awsJson<{ ScalingPolicies: { PolicyName: string }[] }>(
      access,
      'application-autoscaling',
      'DescribeScalingPolicies',
      { ServiceNamespace: 'ecs' },
    ),
    awsJson<{ SecretList: { Name: string }[] }>(access, 'secretsmanager', 'ListSecrets'),
  ]);
  return [
    ...logs.logGroups.map(({ logGroupName }) => logGroupName),
    ...providers.capacityProviders.map(({ name }) => name),
    ...targets.ScalableTargets.map(({ ResourceId }) => ResourceId),
    ...policies.ScalingPolicies.map(({ PolicyName }) => PolicyName),
    ...secrets.SecretList.map(({ Name }) => Name),
  ];
}

/** A deleted cluster stays discoverable for a while, INACTIVE. */
async function livingClusters(ecs: ECSClient): Promise<readonly (string | undefined)[]> {
  const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
  const { clusters = [] } = await ecs.send(new DescribeClustersCommand({ clusters: clusterArns }));
  return clusters
    .filter((cluster) => cluster.status !== 'INACTIVE')
    .map((cluster) => cluster.clusterArn);
}

/** A stage whose state a local AWS keeps. */
export type LocalStage = 'local' | 'local-production';

const BUCKETS: Readonly<Record<LocalStage, string>> = {
  local: 'hello-ecs-state-local',
  'local-production': 'hello-prod-ecs-state-local-production',
};

function stateObject(stage: LocalStage) {
  return { Bucket: BUCKETS[stage], Key: `hello-ecs/${stage}.tfstate` };
}

/** The Terraform state, as the S3 backend keeps it. */
export async function readState(
  access: LocalAccess,
  stage: LocalStage = 'local',
): Promise<{ readonly serial: number; readonly resources: readonly unknown[] }> {
  const client = s3(access);
  const object = await client.send(new GetObjectCommand(stateObject(stage)));
  return JSON.parse((await object.Body?.transformToString()) ?? '{}');
}

function lockOf(stage: LocalStage) {
  const { Bucket, Key } = stateObject(stage);
  return { Bucket, Key: `${Key}.tflock` };
}

/** Whether somebody holds the lock of the state. */
export async function stateIsLocked(
  access: LocalAccess,
  stage: LocalStage = 'local',
): Promise<boolean> {
  const lock = lockOf(stage);
  return s3(access)
    .send(new GetObjectCommand(lock))
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof NoSuchKey) {
          return false;
        }
        throw error;
      },
    );
}

/** Takes the lock of the state, as another person's run would. */
export async function lockState(access: LocalAccess, who: string): Promise<void> {
  const { Bucket, Key } = stateObject('local');
  const lock = {
    ID: '2b6a6738-5dd5-50d6-c0ae-f6352977666b',
    Operation: 'OperationTypeApply',
    Info: '',
    Who: who,
    Version: '1.11.4',
    Created: '2026-01-02T03:04:05Z',
    Path: `${Bucket}/${Key}`,
  };
  await s3(access).send(
    new PutObjectCommand({
      ...lockOf('local'),
      Body: JSON.stringify(lock),
    }),
  );
}

/** Gives the lock back that `lockState` took. */
export async function releaseState(access: LocalAccess): Promise<void> {
  await s3(access).send(new DeleteObjectCommand(lockOf('local')));
}

function s3(access: LocalAccess): S3Client {
  return new S3Client({ ...clientSettings(access), forcePathStyle: true });
}
