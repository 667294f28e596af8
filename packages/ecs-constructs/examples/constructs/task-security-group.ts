import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  Network,
  Peer,
  TaskSecurityGroup,
} from 'ecs-constructs';

const app = new App();
const stack = new TerraformStack(app, 'Hello');
new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });

const network = new Network(stack, 'Network', {
  availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  hostSubnets: 'private',
});
const cluster = new Cluster(stack, 'Cluster', { clusterName: 'hello', network });
cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 2 });

const image = ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29');
const nginx = { image, user: '101:101', tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }] };
const taskDefinition = new Ec2TaskDefinition(stack, 'Task', {
  family: 'hello',
  networkMode: 'awsvpc',
  memoryMiB: 256,
});
taskDefinition.addContainer('Server', {
  ...nginx,
  memoryReservationMiB: 128,
  portMappings: [{ name: 'http', containerPort: 8080, appProtocol: 'http' }],
});
new Ec2Service(stack, 'Service', {
  serviceName: 'hello',
  cluster,
  taskDefinition,
  taskSecurityGroups: [
    new TaskSecurityGroup(stack, 'Tasks', { namePrefix: 'hello', vpcId: network.vpcId }),
  ],
  peers: [Peer.ipv4('10.0.0.0/8')],
});

app.synth();
