import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Network } from 'ecs-constructs';
import { EXAMPLES } from './index';

// node main.js <example> <output directory> <vpc id> <zone>=<subnet id> ...
const [name = '', outdir = '', vpcId = '', ...subnets] = process.argv.slice(2);
const example = EXAMPLES[name];
if (example === undefined || outdir === '' || vpcId === '' || subnets.length === 0) {
  console.error(`Give an example (${Object.keys(EXAMPLES).join(', ')}), a directory, a VPC id and`);
  console.error(
    'subnets: node main.js reference out vpc-1 us-east-1a=subnet-1 us-east-1b=subnet-2',
  );
  process.exit(1);
}
const app = new App({ outdir });
const stack = new TerraformStack(app, name);
new AwsProvider(stack, 'Aws', { region: process.env['AWS_REGION'] ?? 'us-east-1' });
const network = Network.fromAttributes(stack, 'ExistingNetwork', {
  vpcId,
  subnets: subnets.map((text) => {
    const [availabilityZone = '', subnetId = ''] = text.split('=');
    return { availabilityZone, subnetId };
  }),
});
example(stack, network);
app.synth();
