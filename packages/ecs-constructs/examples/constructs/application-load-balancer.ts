import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import {
  ApplicationLoadBalancer,
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  Network,
  Peer,
} from 'ecs-constructs';

const app = new App();
const stack = new TerraformStack(app, 'Hello');
new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });

const availabilityZones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const network = new Network(stack, 'Network', { availabilityZones });
const cluster = new Cluster(stack, 'Cluster', { clusterName: 'hello', network });
cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 3 });

const image = ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29');
const nginx = { image, user: '101:101', tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }] };
const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 256 });
taskDefinition.addContainer('Server', { ...nginx, portMappings: [{ containerPort: 8080 }] });
const service = new Ec2Service(stack, 'Service', { serviceName: 'hello', cluster, taskDefinition });

const loadBalancer = new ApplicationLoadBalancer(stack, 'Balancer', {
  loadBalancerName: 'hello',
  network,
});
const http = loadBalancer.addListener('Http', { port: 80, peers: [Peer.ipv4('10.0.0.0/8')] });
http.addTargets('Hello', { targets: [service] });

app.synth();
