import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import { Cluster, Network } from 'ecs-constructs';

const app = new App();
const stack = new TerraformStack(app, 'Hello');
new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });

const availabilityZones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const network = new Network(stack, 'Network', { availabilityZones });
const cluster = new Cluster(stack, 'Cluster', { clusterName: 'hello', network });
cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 3 });

cluster.metricMemoryReservation().createAlarm(stack, 'Full', {
  alarmName: 'hello-full',
  threshold: 80,
  evaluationPeriods: 5,
  alarmActions: ['arn:aws:sns:eu-west-1:123456789012:operators'],
});

app.synth();
