import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import { Ec2TaskDefinition, ContainerImage, Permission, Role } from 'ecs-constructs';

const app = new App();
const stack = new TerraformStack(app, 'Hello');
new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });

const taskRole = new Role(stack, 'Role', { assumedBy: 'ecs-tasks.amazonaws.com' });
taskRole.grant(Permission.s3Read('hello-assets'), Permission.sqsConsume('orders'));
const taskDefinition = new Ec2TaskDefinition(stack, 'Task', {
  family: 'hello',
  memoryMiB: 256,
  taskRole,
});
const image = ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37');
taskDefinition.addContainer('Worker', { image });

app.synth();
