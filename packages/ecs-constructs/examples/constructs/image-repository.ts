import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import { ContainerImage, Ec2TaskDefinition, ImageRepository } from 'ecs-constructs';

const app = new App();
const stack = new TerraformStack(app, 'Hello');
new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });

const repository = new ImageRepository(stack, 'Images', { repositoryName: 'hello' });
const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 256 });
taskDefinition.addContainer('Server', {
  image: ContainerImage.fromRepository(repository, { tag: '1.0.0' }),
});

app.synth();
