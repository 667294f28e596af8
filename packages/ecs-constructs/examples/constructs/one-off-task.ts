import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  Network,
  OneOffTask,
} from 'ecs-constructs';

const app = new App();
const stack = new TerraformStack(app, 'Hello');
new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });

const availabilityZones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const network = new Network(stack, 'Network', { availabilityZones });
const cluster = new Cluster(stack, 'Cluster', { clusterName: 'hello', network });
cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 3 });

const image = ContainerImage.fromRegistry('public.ecr.aws/docker/library/alpine:3.22');
const shopTask = new Ec2TaskDefinition(stack, 'ShopTask', { family: 'shop', memoryMiB: 128 });
shopTask.addContainer('Shop', { image, command: ['sleep', 'infinity'] });
const shop = new Ec2Service(stack, 'Shop', {
  serviceName: 'shop',
  cluster,
  taskDefinition: shopTask,
});

const migrateTask = new Ec2TaskDefinition(stack, 'MigrateTask', {
  family: 'migrate',
  memoryMiB: 128,
});
migrateTask.addContainer('Migrate', { image, command: ['date'] });
const migrate = new OneOffTask(stack, 'Migrate', {
  taskName: 'migrate',
  cluster,
  taskDefinition: migrateTask,
});
migrate.runBefore(shop);

app.synth();
