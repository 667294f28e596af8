import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import { Network } from 'ecs-constructs';

const app = new App();
const stack = new TerraformStack(app, 'Hello');
new AwsProvider(stack, 'Aws', { region: 'eu-west-1' });

new Network(stack, 'Network', {
  availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
});

app.synth();
