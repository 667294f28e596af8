import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  RegisterContainerInstanceCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import type { EcsClients } from '../clients';

export const REFERENCE = {
  cluster: 'hello_ecs_cluster',
  service: 'hello_app_service',
  repository: 'my-app/server',
};
export const IMAGE = '123456789012.dkr.ecr.us-east-1.amazonaws.com/my-app/server:3f9c0a1b';

/** Three t3.micro hosts in three zones, one service, one task: as far as plain moto goes. */
export async function createHello({ ecs, ec2, ecr }: EcsClients) {
  const { cluster, service } = REFERENCE;
  const repositoryName = REFERENCE.repository;
  await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: { digest: `sha256:${'1'.repeat(64)}`, size: 1 },
    layers: [],
  });
  for (const imageTag of ['3f9c0a1b', 'latest']) {
    await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag }));
  }
  await ecs.send(new CreateClusterCommand({ clusterName: cluster }));
  const instanceIds = await runInstances(ec2);
  for (const instanceId of instanceIds) {
    await ecs.send(
      new RegisterContainerInstanceCommand({
        cluster,
        instanceIdentityDocument: JSON.stringify({ instanceId }),
      }),
    );
  }
  const registered = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'hello_app_service',
      cpu: '512',
      memory: '512',
      containerDefinitions: [
        {
          name: 'hello_server',
          image: IMAGE,
          memoryReservation: 256,
          portMappings: [{ hostPort: 80, containerPort: 8080, protocol: 'tcp' }],
        },
      ],
    }),
  );
  const taskDefinitionArn = registered.taskDefinition?.taskDefinitionArn ?? '';
  await ecs.send(
    new CreateServiceCommand({
      cluster,
      serviceName: service,
      taskDefinition: taskDefinitionArn,
      desiredCount: 1,
      launchType: 'EC2',
    }),
  );
  const taskArn = await runTask(ecs, taskDefinitionArn);
  return { instanceIds, taskDefinitionArn, taskArn };
}

/** moto's services start no tasks of their own. */
export async function runTask(ecs: EcsClients['ecs'], taskDefinition: string): Promise<string> {
  const { tasks } = await ecs.send(
    new RunTaskCommand({
      cluster: REFERENCE.cluster,
      taskDefinition,
      group: 'service:hello_app_service',
    }),
  );
  return tasks?.[0]?.taskArn ?? '';
}

async function runInstances(ec2: EcsClients['ec2']): Promise<readonly string[]> {
  const { Subnets: subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const { GroupId: group = '' } = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: 'hello-hosts',
      Description: 'Hosts',
      VpcId: subnets[0]?.VpcId,
    }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: group,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      ],
    }),
  );
  const ids: string[] = [];
  for (const subnet of subnets.slice(0, 3)) {
    const { Instances: instances = [] } = await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-12c6146b',
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        SubnetId: subnet.SubnetId,
        SecurityGroupIds: [group],
      }),
    );
    ids.push(...instances.flatMap((instance) => instance.InstanceId ?? []));
  }
  return ids;
}
