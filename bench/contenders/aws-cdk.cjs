// The architecture of the app in the AWS CDK: a VPC of three public subnets, a repository, three hosts, a task with a
// container on a host port, a service. Its first argument is where it synthesizes to.
const { App, Stack, RemovalPolicy } = require('aws-cdk-lib');
const autoscaling = require('aws-cdk-lib/aws-autoscaling');
const ec2 = require('aws-cdk-lib/aws-ec2');
const ecr = require('aws-cdk-lib/aws-ecr');
const ecs = require('aws-cdk-lib/aws-ecs');
const iam = require('aws-cdk-lib/aws-iam');
const logs = require('aws-cdk-lib/aws-logs');

const app = new App({ outdir: process.argv[2] });
const stack = new Stack(app, 'Hello', { env: { account: '111122223333', region: 'us-east-1' } });
const vpc = new ec2.Vpc(stack, 'Network', {
  ipAddresses: ec2.IpAddresses.cidr('10.0.0.0/16'),
  availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  natGateways: 0,
  subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }],
});
const repository = new ecr.Repository(stack, 'Repository', {
  repositoryName: 'my-app/server',
  imageScanOnPush: true,
  lifecycleRules: [{ maxImageCount: 30 }],
  removalPolicy: RemovalPolicy.DESTROY,
});
const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
const securityGroup = new ec2.SecurityGroup(stack, 'HostSecurityGroup', { vpc });
securityGroup.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(80));
const launchTemplate = new ec2.LaunchTemplate(stack, 'LaunchTemplate', {
  instanceType: new ec2.InstanceType('t3.micro'),
  machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
  userData: ec2.UserData.forLinux(),
  role: new iam.Role(stack, 'HostRole', {
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
  }),
  securityGroup,
  requireImdsv2: true,
});
const group = new autoscaling.AutoScalingGroup(stack, 'Hosts', {
  vpc,
  vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
  launchTemplate,
  minCapacity: 3,
  maxCapacity: 3,
});
const provider = new ecs.AsgCapacityProvider(stack, 'Capacity', {
  autoScalingGroup: group,
  enableManagedTerminationProtection: false,
});
cluster.addAsgCapacityProvider(provider);
const task = new ecs.Ec2TaskDefinition(stack, 'Task');
task.addContainer('web', {
  image: ecs.ContainerImage.fromEcrRepository(repository, 'latest'),
  cpu: 512,
  memoryLimitMiB: 512,
  memoryReservationMiB: 256,
  portMappings: [{ containerPort: 8080, hostPort: 80 }],
  logging: ecs.LogDrivers.awsLogs({
    streamPrefix: 'web',
    logGroup: new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_MONTH }),
  }),
});
new ecs.Ec2Service(stack, 'Service', {
  cluster,
  taskDefinition: task,
  desiredCount: 1,
  circuitBreaker: { rollback: true },
  placementStrategies: [ecs.PlacementStrategy.spreadAcrossInstances()],
});
app.synth();
