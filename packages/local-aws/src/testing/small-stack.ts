import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import { CreateInstanceProfileCommand, IAMClient } from '@aws-sdk/client-iam';
import { localAwsCredentials } from '../control/environment';
import { endpointOf } from '../control/status-client';
import type { LocalAwsOptions } from '../options';

/** What a client of the SDK takes to reach a local AWS; the key is read when it is first needed. */
export function clientConfiguration(options: LocalAwsOptions) {
  return {
    endpoint: endpointOf(options.port),
    region: 'us-east-1',
    credentials: () =>
      Promise.resolve(localAwsCredentials(options) ?? { accessKeyId: '', secretAccessKey: '' }),
  };
}

/** The part of an AWS that every integration test of the data plane needs. */
export class SmallStack {
  readonly ecs: ECSClient;
  readonly ec2: EC2Client;
  readonly autoScaling: AutoScalingClient;
  readonly iam: IAMClient;
  readonly cluster = 'test-cluster';
  vpcId = '';
  subnets: readonly string[] = [];
  securityGroup = '';

  constructor(options: LocalAwsOptions) {
    const configuration = clientConfiguration(options);
    this.ecs = new ECSClient(configuration);
    this.ec2 = new EC2Client(configuration);
    this.autoScaling = new AutoScalingClient(configuration);
    this.iam = new IAMClient(configuration);
  }

  /** A VPC, a subnet in each of three zones, a cluster and a group of three hosts that join it. */
  async create(instanceType = 't3.micro'): Promise<void> {
    const vpc = await this.ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const VpcId = vpc.Vpc?.VpcId ?? '';
    this.vpcId = VpcId;
    const subnets = await Promise.all(
      ['a', 'b', 'c'].map((zone, index) =>
        this.ec2.send(
          new CreateSubnetCommand({
            VpcId,
            CidrBlock: `10.0.${index}.0/24`,
            AvailabilityZone: `us-east-1${zone}`,
          }),
        ),
      ),
    );
    this.subnets = subnets.map(({ Subnet }) => Subnet?.SubnetId ?? '');
    const group = await this.ec2.send(
      new CreateSecurityGroupCommand({ GroupName: 'hosts', Description: 'hosts', VpcId }),
    );
    this.securityGroup = group.GroupId ?? '';
    const profile = await this.iam.send(
      new CreateInstanceProfileCommand({ InstanceProfileName: 'hosts' }),
    );
    await this.ecs.send(new CreateClusterCommand({ clusterName: this.cluster }));
    await this.ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: 'hosts',
        LaunchTemplateData: {
          ImageId:
            'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
          InstanceType: instanceType as 't3.micro',
          IamInstanceProfile: { Arn: profile.InstanceProfile?.Arn },
          MetadataOptions: { HttpTokens: 'required' },
          NetworkInterfaces: [
            { DeviceIndex: 0, AssociatePublicIpAddress: true, Groups: [this.securityGroup] },
          ],
          UserData: Buffer.from(
            `#!/bin/bash\necho ECS_CLUSTER=${this.cluster} >> /etc/ecs/ecs.config\n`,
          ).toString('base64'),
        },
      }),
    );
    await this.autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: 'hosts',
        MinSize: 3,
        MaxSize: 3,
        VPCZoneIdentifier: this.subnets.join(','),
        LaunchTemplate: { LaunchTemplateName: 'hosts', Version: '$Latest' },
      }),
    );
  }

  /** Closes the connections the clients keep. */
  close(): void {
    for (const client of [this.ecs, this.ec2, this.autoScaling, this.iam]) {
      client.destroy();
    }
  }

  /** Ends the hosts. */
  async deleteHosts(): Promise<void> {
    await this.autoScaling.send(
      new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: 'hosts', ForceDelete: true }),
    );
  }

  /** A task definition with one container on a static host port. */
  async register(image: string, hostPort: number, family = 'web'): Promise<string> {
    const registered = await this.ecs.send(
      new RegisterTaskDefinitionCommand({
        family,
        requiresCompatibilities: ['EC2'],
        networkMode: 'bridge',
        cpu: '512',
        memory: '256',
        containerDefinitions: [
          {
            name: 'server',
            image,
            memoryReservation: 128,
            stopTimeout: 5,
            portMappings: [{ containerPort: 8080, hostPort, protocol: 'tcp' }],
            environment: [{ name: 'COLOR', value: 'blue' }],
          },
        ],
      }),
    );
    return registered.taskDefinition?.taskDefinitionArn ?? '';
  }

  /** A service as DescribeServices tells it. */
  async service(name: string): Promise<Service> {
    const found = await this.ecs.send(
      new DescribeServicesCommand({ cluster: this.cluster, services: [name] }),
    );
    return found.services?.[0] ?? {};
  }

  /** The tasks of a service with a desired status. */
  async tasks(
    serviceName: string,
    desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING',
  ): Promise<readonly Task[]> {
    const { taskArns = [] } = await this.ecs.send(
      new ListTasksCommand({ cluster: this.cluster, serviceName, desiredStatus }),
    );
    if (taskArns.length === 0) {
      return [];
    }
    const described = await this.ecs.send(
      new DescribeTasksCommand({ cluster: this.cluster, tasks: taskArns }),
    );
    return described.tasks ?? [];
  }

  /** Where the containers of a task listen. */
  urls(tasks: readonly Task[]): readonly string[] {
    return tasks
      .flatMap(({ containers = [] }) => containers)
      .flatMap(({ networkBindings = [] }) => networkBindings)
      .map(({ bindIP, hostPort }) => `http://${bindIP}:${hostPort}/`);
  }
}

/** Asks until the answer is the one wanted; fails with the last answer. The limit is for what never comes. */
export async function eventually<T>(
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  seconds = 300,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`not within ${seconds} s; last answer: ${JSON.stringify(answer, null, 1)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A server that greets with its hostname, as a program for `node -e`. */
export const HELLO_PROGRAM = `
  const id = process.env.HOSTNAME || require('os').hostname();
  const server = require('http').createServer((request, response) => response.end('Hello from ' + id + '!\\n'));
  server.listen(Number(process.env.PORT || 8080), process.env.HOST || '0.0.0.0');
  process.on('SIGTERM', () => process.exit(0));`;
