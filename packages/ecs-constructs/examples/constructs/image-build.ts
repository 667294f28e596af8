import { resolve } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import {
  ContainerImage,
  Ec2TaskDefinition,
  ecrRegistryAuth,
  ImageRepository,
} from 'ecs-constructs';

const app = new App();
const stack = new TerraformStack(app, 'Hello');
new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });

new DockerProvider(stack, 'Docker', {
  registryAuth: [ecrRegistryAuth(stack, 'RegistryAuth', { method: 'credential-helper' })],
  disableDockerDaemonCheck: true,
});
const repository = new ImageRepository(stack, 'Images', {
  repositoryName: 'hello',
  imageTagMutability: 'MUTABLE',
});
const image = ContainerImage.fromBuild(stack, 'Image', {
  repository,
  context: resolve('server'),
  platform: 'linux/amd64',
});
const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 256 });
taskDefinition.addContainer('Server', { image });

app.synth();
