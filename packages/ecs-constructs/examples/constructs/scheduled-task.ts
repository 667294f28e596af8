import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import { Cluster, ContainerImage, Ec2TaskDefinition, Network, ScheduledTask } from 'ecs-constructs';

const app = new App();
const stack = new TerraformStack(app, 'Hello');
new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });

const availabilityZones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const network = new Network(stack, 'Network', { availabilityZones });
const cluster = new Cluster(stack, 'Cluster', { clusterName: 'hello', network });
cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 3 });

const image = ContainerImage.fromRegistry('public.ecr.aws/docker/library/alpine:3.22');
const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'report', memoryMiB: 128 });
taskDefinition.addContainer('Report', { image, command: ['date'] });
new ScheduledTask(stack, 'Nightly', {
  scheduleName: 'report',
  schedule: 'cron(0 3 * * ? *)',
  cluster,
  taskDefinition,
});

app.synth();
