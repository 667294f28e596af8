import { AutoScalingClient, CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeLaunchTemplateVersionsCommand,
  type RequestLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  RegisterTaskDefinitionCommand,
  type ContainerDefinition,
  type CreateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import {
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { localAwsCredentials, startLocalAws, stopLocalAws, type LocalAwsOptions } from 'local-aws';
import { operationClients, type OperationClients } from '../operation-clients';

export const REGION = 'us-east-1';
export const CLUSTER = 'shop';
export const LOG_GROUP = '/shop';

/** Why no real containers can run here. @default - they can */
export function whyNoContainers(): string | undefined {
  if (process.platform !== 'linux') {
    return 'the test image is made of the Node of a Linux system';
  }
  const asked = spawnSync('docker', ['version', '--format', '{{.Server.Version}}']);
  return asked.status === 0 ? undefined : 'no Docker engine answers';
}

/** A local AWS of a test's own, with a cluster of three hosts, and real containers behind its services. */
export class LocalServices {
  private constructor(
    readonly options: LocalAwsOptions,
    readonly clients: OperationClients,
    readonly image: string,
  ) {}

  static async start(firstHostAddress: string): Promise<LocalServices> {
    const script = resolve(__dirname, '../../../../tools/build-local-base-image.sh');
    const image = execFileSync(script, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const options: LocalAwsOptions = {
      port: await freePort(),
      firstHostAddress,
      directory: mkdtempSync(join(tmpdir(), 'ecs-operations-')),
      runtime: 'containers',
    };
    await startLocalAws(options);
    const credentials = localAwsCredentials(options);
    if (credentials === undefined) {
      throw new Error('the local AWS wrote no key');
    }
    const clients = operationClients({
      region: REGION,
      endpoint: `http://127.0.0.1:${options.port}`,
      credentials,
    });
    const local = new LocalServices(options, clients, image.trim());
    await local.createCluster();
    return local;
  }

  /** What a command of this machine's user has in its environment. */
  get environment(): NodeJS.ProcessEnv {
    const { accessKeyId, secretAccessKey } = localAwsCredentials(this.options) ?? {};
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: REGION,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${this.options.port}`,
    };
  }

  /** Registers a revision whose container runs a program of Node; it logs to CloudWatch Logs. */
  async register(
    family: string,
    program: string,
    change: Partial<ContainerDefinition> = {},
  ): Promise<string> {
    const { taskDefinition } = await this.clients.ecs.send(
      new RegisterTaskDefinitionCommand({
        family,
        networkMode: 'bridge',
        executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
        containerDefinitions: [
          {
            name: 'app',
            image: this.image,
            memory: 64,
            stopTimeout: 2,
            command: ['node', '-e', program],
            logConfiguration: {
              logDriver: 'awslogs',
              options: {
                'awslogs-group': LOG_GROUP,
                'awslogs-region': REGION,
                'awslogs-stream-prefix': family,
              },
            },
            ...change,
          },
        ],
      }),
    );
    return taskDefinition?.taskDefinitionArn ?? '';
  }

  /** Makes a service of one task. */
  async serve(
    serviceName: string,
    taskDefinition: string,
    change: Partial<CreateServiceCommandInput> = {},
  ): Promise<void> {
    await this.clients.ecs.send(
      new CreateServiceCommand({
        cluster: CLUSTER,
        serviceName,
        taskDefinition,
        desiredCount: 1,
        ...change,
      }),
    );
  }

  /** The revision that a service is asked to run. */
  async revisionOf(service: string): Promise<string | undefined> {
    const { services = [] } = await this.clients.ecs.send(
      new DescribeServicesCommand({ cluster: CLUSTER, services: [service] }),
    );
    return services[0]?.taskDefinition?.split('/').at(-1);
  }

  /** Makes a newer version of the launch template, whose hosts join this cluster. */
  async changeTemplate(cluster: string): Promise<void> {
    const { ec2 } = this.clients;
    const { LaunchTemplateVersions = [] } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: 'hosts', Versions: ['1'] }),
    );
    const profile = LaunchTemplateVersions[0]?.LaunchTemplateData?.IamInstanceProfile?.Arn;
    await ec2.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateName: 'hosts',
        LaunchTemplateData: templateData(profile, 't3.small', cluster),
      }),
    );
  }

  /** Takes away the instance profile of the hosts: those that run stay, no other can start. */
  async deleteProfile(): Promise<void> {
    const iam = new IAMClient({
      region: REGION,
      endpoint: `http://127.0.0.1:${this.options.port}`,
      credentials: localAwsCredentials(this.options),
    });
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName: 'hosts' }));
    iam.destroy();
  }

  /** Asks CloudWatch, which tells of alarms what a test says: `PutMetricAlarm`, `SetAlarmState`. */
  async alarm(Action: string, parameters: Readonly<Record<string, string>>): Promise<void> {
    const { accessKeyId = '' } = localAwsCredentials(this.options) ?? {};
    // The local AWS looks whose key it is, and to which service and region the call goes.
    const credential = `Credential=${accessKeyId}/20260101/${REGION}/monitoring/aws4_request`;
    const answer = await fetch(`http://127.0.0.1:${this.options.port}`, {
      method: 'POST',
      headers: { authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0` },
      body: new URLSearchParams({ Action, Version: '2010-08-01', ...parameters }),
    });
    if (!answer.ok) {
      throw new Error(`${Action}: ${answer.status} ${await answer.text()}`);
    }
  }

  async stop(): Promise<void> {
    for (const client of Object.values(this.clients) as { destroy(): void }[]) {
      client.destroy();
    }
    await stopLocalAws(this.options);
    rmSync(this.options.directory, { recursive: true });
  }

  private async createCluster(): Promise<void> {
    const { ecs, ec2, logs } = this.clients;
    const configuration = {
      region: REGION,
      endpoint: `http://127.0.0.1:${this.options.port}`,
      credentials: localAwsCredentials(this.options),
    };
    const iam = new IAMClient(configuration);
    const autoScaling = new AutoScalingClient(configuration);
    await ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
    await logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const subnets = await Promise.all(
      ['a', 'b', 'c'].map((zone, index) =>
        ec2.send(
          new CreateSubnetCommand({
            VpcId: Vpc?.VpcId,
            CidrBlock: `10.0.${index}.0/24`,
            AvailabilityZone: `${REGION}${zone}`,
          }),
        ),
      ),
    );
    const { InstanceProfile } = await iam.send(
      new CreateInstanceProfileCommand({ InstanceProfileName: 'hosts' }),
    );
    await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: 'hosts',
        LaunchTemplateData: templateData(InstanceProfile?.Arn, 't3.micro', CLUSTER),
      }),
    );
    await autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: 'hosts',
        MinSize: 3,
        MaxSize: 3,
        VPCZoneIdentifier: subnets.map(({ Subnet }) => Subnet?.SubnetId).join(','),
        LaunchTemplate: { LaunchTemplateName: 'hosts', Version: '$Latest' },
      }),
    );
    iam.destroy();
    autoScaling.destroy();
  }
}

function templateData(
  profile: string | undefined,
  InstanceType: 't3.micro' | 't3.small',
  cluster: string,
): RequestLaunchTemplateData {
  const userData = `#!/bin/bash\necho ECS_CLUSTER=${cluster} >> /etc/ecs/ecs.config\n`;
  return {
    ImageId: 'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
    InstanceType,
    IamInstanceProfile: { Arn: profile },
    NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true }],
    UserData: Buffer.from(userData).toString('base64'),
  };
}

/** Asks until the answer is the wanted one; the limit is for what never comes. */
export async function until<T>(
  read: () => Promise<T>,
  wanted: (value: T) => boolean,
  minutes = 5,
): Promise<T> {
  const deadline = Date.now() + minutes * 60_000;
  for (;;) {
    const value = await read();
    if (wanted(value)) {
      return value;
    }
    if (Date.now() > deadline) {
      throw new Error(`never came; last: ${JSON.stringify(value)}`);
    }
    await delay(250);
  }
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => found(port));
    });
  });
}
