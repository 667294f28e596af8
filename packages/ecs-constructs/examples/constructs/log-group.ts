import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import { ContainerImage, Ec2TaskDefinition, LogDriver, LogGroup } from 'ecs-constructs';

const app = new App();
const stack = new TerraformStack(app, 'Hello');
new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });

const logGroup = new LogGroup(stack, 'Logs', { logGroupName: '/hello/server' });
const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 256 });
taskDefinition.addContainer('Server', {
  image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37'),
  logging: LogDriver.awsLogs({ logGroup, streamPrefix: 'server' }),
});

app.synth();
