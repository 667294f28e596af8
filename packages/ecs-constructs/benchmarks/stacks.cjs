// The same services twice: with the library, and with the resource classes of the provider.
const { rmSync } = require('node:fs');
const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');
const { App, Testing, TerraformStack } = require('cdktf');
const { Construct } = require('constructs');

const REGION = 'eu-west-1';
const PORT = 10_000;

/** Synthesizes as `cdktf synth` does, validations and files included, and returns the processor time it took. */
function timed(build) {
  const app = Testing.stubVersion(new App({ outdir: Testing.app().outdir, stackTraces: false }));
  try {
    const stack = new TerraformStack(app, 'Benchmark');
    new AwsProvider(stack, 'Aws', { region: REGION });
    const start = process.cpuUsage();
    build(stack);
    app.synth();
    const { user, system } = process.cpuUsage(start);
    return { milliseconds: (user + system) / 1000, outdir: app.outdir };
  } finally {
    process.once('exit', () => rmSync(app.outdir, { recursive: true, force: true }));
  }
}

/** Network, cluster and hosts, which both variants share. */
function foundation(stack, { Cluster, Network }) {
  const availabilityZones = ['a', 'b', 'c'].map((zone) => `${REGION}${zone}`);
  const network = new Network(stack, 'Network', { availabilityZones });
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'hello', network });
  const capacity = cluster.addCapacity('Hosts', { instanceType: 'm5.24xlarge', instanceCount: 99 });
  return { network, cluster, capacity };
}

function addService(scope, index, cluster, library) {
  const { ContainerImage, Ec2Service, Ec2TaskDefinition, LogDriver, LogGroup } = library;
  const name = `service-${index}`;
  const logGroup = new LogGroup(scope, 'Logs', { logGroupName: `/hello/${name}` });
  const taskDefinition = new Ec2TaskDefinition(scope, 'Task', { family: name, memoryMiB: 64 });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
    portMappings: [{ hostPort: PORT + index, containerPort: 80 }],
    logging: LogDriver.awsLogs({ logGroup, streamPrefix: name }),
  });
  new Ec2Service(scope, 'Service', { serviceName: name, cluster, taskDefinition });
}

function librarySynth(library, count) {
  return timed((stack) => {
    const { cluster } = foundation(stack, library);
    for (let index = 0; index < count; index++) {
      addService(new Construct(stack, `Service${index}`), index, cluster, library);
    }
  });
}

function resourceSynth(library, count) {
  const { addResources, environment } = require('./resources.cjs');
  return timed((stack) => {
    const shared = { ...foundation(stack, library), aws: environment(stack) };
    for (let index = 0; index < count; index++) {
      addResources(new Construct(stack, `Service${index}`), index, PORT + index, shared);
    }
  });
}

/** The case of the README: what a program pays from its first line to the files. */
function synthReferenceStack(library) {
  timed((stack) => addService(stack, 0, foundation(stack, library).cluster, library));
}

module.exports = { librarySynth, resourceSynth, synthReferenceStack };
