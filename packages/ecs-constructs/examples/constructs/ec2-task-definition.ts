import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import { ContainerImage, Ec2TaskDefinition } from 'ecs-constructs';

const app = new App();
const stack = new TerraformStack(app, 'Hello');
new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });

const image = ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29');
const nginx = { image, user: '101:101', tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }] };
const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 256 });
taskDefinition.addContainer('Server', { ...nginx, portMappings: [{ containerPort: 8080 }] });

app.synth();
