import { Script } from 'node:vm';
import 'cdktf/lib/testing/adapters/jest';
import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Image } from '@cdktf/provider-docker/lib/image';
import { RegistryImage } from '@cdktf/provider-docker/lib/registry-image';
import { Testing } from 'cdktf';
import { ACTIONS_WITHOUT_RESOURCE } from 'ecs-constructs';
import { helloImage } from './hello-image';
import { HelloStack } from './hello-stack';
import { helloTemplate, stage, synthHello } from './testing';

Testing.setupJest();

describe.each(['local', 'aws'] as const)('HelloStack of the stage %s', (name) => {
  const config = stage(name);
  const synthesized = synthHello(config);
  const template = helloTemplate(config);

  describe('says what the workshop says', () => {
    it('has a repository named after the image', () => {
      expect(synthesized).toHaveResourceWithProperties(EcrRepository, { name: 'my-app/server' });
    });

    it('has a task of 512 CPU units and 512 MiB for EC2', () => {
      expect(synthesized).toHaveResourceWithProperties(EcsTaskDefinition, {
        family: 'hello_app_service',
        cpu: '512',
        memory: '512',
        requires_compatibilities: ['EC2'],
      });
    });

    it('has an execution role and no task role', () => {
      const task = template.resource('aws_ecs_task_definition').attributes;
      expect(task['execution_role_arn']).toMatch(/^\$\{aws_iam_role\./);
      expect(task).not.toHaveProperty('task_role_arn');
    });

    it('has one container with a soft limit of 256 MiB and host port 80 on 8080/tcp', () => {
      const [container, ...others] = template.containerDefinitions();
      expect(others).toEqual([]);
      expect(container).toMatchObject({
        name: 'hello_server',
        essential: true,
        memoryReservation: 256,
        portMappings: [{ hostPort: 80, containerPort: 8080, protocol: 'tcp' }],
      });
    });

    it('tells the container how long it has to stop', () => {
      const [container] = template.containerDefinitions();
      expect(container?.['environment']).toContainEqual({
        name: 'STOP_TIMEOUT_SECONDS',
        value: String(container?.['stopTimeout']),
      });
    });

    it('runs as the user of the image, and is asked whether it works without shell or curl', () => {
      const [container] = template.containerDefinitions();
      expect(container).toMatchObject({ user: '1000:1000', readonlyRootFilesystem: true });
      const [kind, program, flag, script] = container?.['healthCheck'].command as string[];
      expect([kind, program, flag]).toEqual(['CMD', 'node', '-e']);
      expect(() => new Script(script ?? '')).not.toThrow();
    });

    it('has a cluster', () => {
      expect(synthesized).toHaveResourceWithProperties(EcsCluster, { name: 'hello_ecs_cluster' });
    });

    it('has three t3.micro hosts on demand, one subnet in each of three AZs', () => {
      expect(synthesized).toHaveResourceWithProperties(LaunchTemplate, {
        instance_type: 't3.micro',
      });
      expect(template.resource('aws_launch_template').attributes).not.toHaveProperty(
        'instance_market_options',
      );
      expect(synthesized).toHaveResourceWithProperties(AutoscalingGroup, {
        min_size: 3,
        max_size: 3,
        desired_capacity: 3,
      });
      const subnets = template.resource('aws_autoscaling_group').attributes['vpc_zone_identifier'];
      expect(new Set(subnets as string[]).size).toBe(3);
    });

    it('opens port 80 to the world, and nothing else', () => {
      expect(template.resourcesOf('aws_vpc_security_group_ingress_rule')).toHaveLength(1);
      expect(synthesized).toHaveResourceWithProperties(VpcSecurityGroupIngressRule, {
        cidr_ipv4: '0.0.0.0/0',
        from_port: 80,
        to_port: 80,
        ip_protocol: 'tcp',
      });
    });

    it('has a replica service of one task on EC2, spread over AZs, then over hosts', () => {
      expect(synthesized).toHaveResourceWithProperties(EcsService, {
        name: 'hello_app_service',
        launch_type: 'EC2',
        scheduling_strategy: 'REPLICA',
        desired_count: 1,
        ordered_placement_strategy: [
          { type: 'spread', field: 'attribute:ecs.availability-zone' },
          { type: 'spread', field: 'instanceId' },
        ],
      });
    });

    it('has no load balancer and no autoscaling of the service', () => {
      expect(template.resource('aws_ecs_service').attributes).not.toHaveProperty('load_balancer');
      expect(synthesized).not.toMatch(/"aws_(lb|alb|elb|appautoscaling)/);
    });
  });

  describe('holds its invariants', () => {
    it('runs t3.micro hosts only', () => {
      const types = synthesized.match(/"instance_type": "[^"]+"/g);
      expect(new Set(types)).toEqual(new Set(['"instance_type": "t3.micro"']));
    });

    it('requires IMDSv2', () => {
      expect(template.resource('aws_launch_template').attributes['metadata_options']).toMatchObject(
        {
          http_tokens: 'required',
        },
      );
    });

    it('encrypts the root volume', () => {
      expect(
        template.resource('aws_launch_template').attributes['block_device_mappings'],
      ).toMatchObject([{ ebs: { encrypted: 'true', volume_type: 'gp3' } }]);
    });

    it('takes the AMI of Amazon Linux 2023', () => {
      expect(synthesized).toHaveDataSourceWithProperties(DataAwsSsmParameter, {
        name: '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
      });
    });

    it('keeps its state in S3, encrypted and locked', () => {
      expect(JSON.parse(synthesized).terraform.backend.s3).toMatchObject({
        encrypt: true,
        use_lockfile: true,
        key: `hello-ecs/${name}.tfstate`,
      });
    });

    it('works on the account of the stage only', () => {
      expect(JSON.parse(synthesized).provider.aws).toMatchObject([
        { allowed_account_ids: [config.accountId] },
      ]);
    });

    it('gives permissions on any resource only where IAM knows no narrower one', () => {
      const wildcards = template
        .policyStatements()
        // A condition on the cluster narrows what the resource cannot.
        .filter(({ statement }) => statement['Condition'] === undefined)
        .filter(({ statement }) => [statement['Resource']].flat().includes('*'))
        .flatMap(({ statement }) => [statement['Action']].flat());
      expect(wildcards).toEqual(expect.arrayContaining(['ecr:GetAuthorizationToken']));
      expect(
        wildcards.filter((action) => !ACTIONS_WITHOUT_RESOURCE.includes(String(action))),
      ).toEqual([]);
    });

    it('gives the same bytes for the same input', () => {
      expect(synthHello(config)).toBe(synthesized);
    });

    it('has the outputs that people and programs look for', () => {
      expect(Object.keys(JSON.parse(synthesized).output)).toEqual([
        'availability_zones',
        'cluster_name',
        'image',
        'repository_url',
        'security_group_id',
        'service_name',
        'subnet_ids',
        'task_definition_arn',
      ]);
    });
  });
});

describe('HelloStack', () => {
  it('takes the host port from the stage to the rule, the mapping and nothing in between', () => {
    const local = stage('local');
    const template = helloTemplate({ ...local, service: { ...local.service, hostPort: 8081 } });
    expect(template.resource('aws_vpc_security_group_ingress_rule').attributes).toMatchObject({
      from_port: 8081,
      to_port: 8081,
    });
    expect(template.containerDefinitions()[0]).toMatchObject({
      portMappings: [{ hostPort: 8081, containerPort: 8080 }],
    });
  });

  it('reaches only the local AWS in the stage local', () => {
    const { provider, terraform } = JSON.parse(synthHello(stage('local')));
    const { http_proxy, https_proxy, no_proxy } = provider.aws[0];
    expect(no_proxy).toBe('127.0.0.1');
    const addresses = [http_proxy, https_proxy, ...Object.values(terraform.backend.s3.endpoints)];
    expect(new Set(addresses)).toEqual(new Set(['http://127.0.0.1:5566']));
  });

  it.each(['local', 'aws'] as const)('holds no credentials in the stage %s', (name) => {
    expect(synthHello(stage(name))).not.toMatch(/"(access_key|secret_key)"/);
  });

  it('leaves the addresses of the stage aws to the provider', () => {
    expect(synthHello(stage('aws'))).not.toMatch(/"(endpoints|https?_proxy|no_proxy)"/);
  });

  it('builds and pushes the image by its content hash and as latest in the stage aws', () => {
    const config = stage('aws');
    const { repositoryUrl, tag } = helloImage(config);
    const synthesized = synthHello(config);
    const template = helloTemplate(config);
    expect(tag).toMatch(/^[0-9a-f]{32}$/);
    expect(template.containerDefinitions()[0]?.['image']).toContain(`:${tag}`);
    expect(synthesized).toHaveResourceWithProperties(RegistryImage, { keep_remotely: true });
    expect(synthesized).toHaveResourceWithProperties(Image, { platform: 'linux/amd64' });
    expect(JSON.stringify(template.resourcesOf('docker_registry_image'))).toContain(':latest');
    expect(repositoryUrl).toBe('111122223333.dkr.ecr.us-east-1.amazonaws.com/my-app/server');
  });

  it('needs no docker provider in the stage local', () => {
    expect(synthHello(stage('local'))).not.toContain('docker_');
  });

  it('lets ECS manage the capacity where the stage says so, and names it on the service', () => {
    const { hosts } = stage('local');
    const managed = helloTemplate(stage('local', { hosts: { ...hosts, capacityMode: 'managed' } }));
    expect(managed.resourcesOf('aws_ecs_capacity_provider')).toHaveLength(1);
    const { attributes } = managed.resource('aws_ecs_service');
    expect(attributes['launch_type']).toBeUndefined();
    expect(attributes['capacity_provider_strategy']).toHaveLength(1);
    expect(managed.resource('aws_autoscaling_group').attributes).toMatchObject({
      min_size: 3,
      max_size: 6,
    });
  });

  it('adopts a network that exists', () => {
    const template = helloTemplate(
      stage('local', {
        network: {
          kind: 'adopt',
          vpcId: 'vpc-0abc',
          subnets: ['a', 'b', 'c'].map((zone, index) => ({
            subnetId: `subnet-${index}`,
            availabilityZone: `us-east-1${zone}`,
          })),
        },
      }),
    );
    expect(template.resourcesOf('aws_vpc')).toEqual([]);
    expect(template.resource('aws_autoscaling_group').attributes['vpc_zone_identifier']).toEqual([
      'subnet-0',
      'subnet-1',
      'subnet-2',
    ]);
  });

  it('adopts a container instance role that exists', () => {
    const { hosts } = stage('local');
    const template = helloTemplate(
      stage('local', { hosts: { ...hosts, adoptRoleName: 'ecsInstanceRole' } }),
    );
    expect(template.resource('aws_iam_instance_profile').attributes['role']).toContain(
      'ecsInstanceRole',
    );
  });

  it('refuses at synth what would never finish deploying', () => {
    const { service } = stage('local');
    const config = stage('local', { service: { ...service, desiredCount: 3 } });
    expect(() => synthHello(config)).toThrow(/Service.*3/s);
  });

  it('keeps its addresses: renaming a construct destroys and recreates', () => {
    const stack = new HelloStack(Testing.app(), 'hello', stage('local'));
    expect(Testing.renderConstructTree(stack)).toMatchSnapshot();
  });
});
