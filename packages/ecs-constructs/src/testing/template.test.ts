import { rmSync } from 'node:fs';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn, TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { synth } from './synth';
import { Template } from './template';

const template = Template.fromJson(
  JSON.stringify({
    data: { aws_region: { here: {} } },
    resource: {
      aws_vpc: { main: { cidr_block: '10.0.0.0/16' } },
      aws_subnet: {
        a: { vpc_id: '${aws_vpc.main.id}' },
        b: {
          vpc_id: '${aws_vpc.main.id}',
          depends_on: ['aws_subnet.a'],
          '//': { note: 'aws_iam_role.r' },
        },
      },
      aws_ecs_task_definition: {
        one: { family: 'one', container_definitions: '[{"name":"x"}]' },
        two: { family: 'two', container_definitions: '[]' },
      },
      aws_launch_template: {
        lt: { user_data: '${base64encode("a\\n\\"b\\" \\\\ ${aws_vpc.main.id}")}' },
        plain: { user_data: Buffer.from('hello').toString('base64') },
      },
      aws_iam_role: {
        r: {
          assume_role_policy: '{"Statement":[{"Effect":"Allow"}]}',
          description: '${data.aws_region.here.id}',
        },
      },
    },
    output: { url: { value: 'http://x' } },
  }),
);

describe('Template', () => {
  it('counts resources and data sources by type', () => {
    expect(template.resourcesOf('aws_subnet').map(({ address }) => address)).toEqual([
      'aws_subnet.a',
      'aws_subnet.b',
    ]);
    expect(template.resourcesOf('aws_region')).toEqual([]);
    expect(template.dataSourcesOf('aws_region').map(({ address }) => address)).toEqual([
      'data.aws_region.here',
    ]);
    expect(template.resourcesOf()).toHaveLength(8);
    expect(template.count('aws_subnet')).toBe(2);
    expect(template.count('aws_eip')).toBe(0);
  });

  it('gives the one resource of a type and says what there is instead', () => {
    expect(template.resource('aws_vpc').attributes).toEqual({ cidr_block: '10.0.0.0/16' });
    expect(() => template.resource('aws_subnet')).toThrow(
      'expected exactly one aws_subnet; got aws_subnet.a, aws_subnet.b.',
    );
    expect(() => template.resource('aws_eip')).toThrow('expected exactly one aws_eip; got none.');
    expect(template.dataSource('aws_region').address).toBe('data.aws_region.here');
  });

  it('parses container definitions by family', () => {
    expect(template.containerDefinitions('one')).toEqual([{ name: 'x' }]);
    expect(() => template.containerDefinitions()).toThrow(
      'expected exactly one aws_ecs_task_definition; got',
    );
  });

  it('decodes user data, whether Terraform encodes it or not', () => {
    expect(template.userData('aws_launch_template.lt')).toBe('a\n"b" \\ ${aws_vpc.main.id}');
    expect(template.userData('aws_launch_template.plain')).toBe('hello');
  });

  it('parses policies', () => {
    expect(template.policyStatements()).toEqual([
      { address: 'aws_iam_role.r', statement: { Effect: 'Allow' } },
    ]);
  });

  it('knows what comes first, over any number of steps', () => {
    expect(template.createdBefore('aws_vpc.main', 'aws_subnet.b')).toBe(true);
    expect(template.createdBefore('aws_subnet.a', 'aws_subnet.b')).toBe(true);
    expect(template.createdBefore('data.aws_region.here', 'aws_iam_role.r')).toBe(true);
    expect(template.createdBefore('aws_subnet.b', 'aws_subnet.a')).toBe(false);
    expect(template.createdBefore('aws_iam_role.r', 'aws_subnet.b')).toBe(false);
  });

  it('refuses to compare what is not there', () => {
    expect(() => template.createdBefore('aws_vpc.other', 'aws_subnet.a')).toThrow(
      'no block aws_vpc.other; got aws_vpc.main',
    );
    expect(() => template.createdBefore('aws_vpc.main', 'x.y')).toThrow('no block x.y');
  });

  it('gives outputs', () => {
    expect(template.output('url')).toBe('http://x');
    expect(() => template.output('other')).toThrow('no output other; got url.');
    expect(template.outputNames).toEqual(['url']);
  });

  it('says where construct paths come from, when the JSON has none', () => {
    expect(() => template.at('Vpc')).toThrow(
      'nothing at Vpc: this JSON has no construct paths. Use synth() or Template.fromStack(), or the content of a cdk.tf.json.',
    );
  });
});

describe('Template by construct path', () => {
  const build = (stack: TerraformStack) => {
    const network = new Construct(stack, 'Network');
    const vpc = new Vpc(network, 'Resource', { cidrBlock: '10.0.0.0/16' });
    for (const zone of ['A', 'B']) {
      new Subnet(new Construct(network, `Zone${zone}`), 'Resource', { vpcId: vpc.id });
    }
    new DataAwsRegion(stack, 'Region');
  };
  const tree = synth(build);

  it('finds the resource of a construct, or its child named Resource', () => {
    expect(tree.resourceAt('Network/Resource').type).toBe('aws_vpc');
    expect(tree.resourceAt('Network').address).toBe(tree.resource('aws_vpc').address);
    expect(tree.resourceAt('Region').address).toBe('data.aws_region.Region');
    expect(tree.resourcesOf('aws_subnet').map(({ path }) => path)).toEqual([
      'Network/ZoneA/Resource',
      'Network/ZoneB/Resource',
    ]);
  });

  it('looks at a part of the stack, but follows references through all of it', () => {
    const zone = tree.at('Network/ZoneA');
    expect(zone.count('aws_subnet')).toBe(1);
    expect(zone.resourcesOf()).toHaveLength(1);
    expect(zone.createdBefore('Network', 'Network/ZoneA')).toBe(true);
    expect(zone.createdBefore('Network/ZoneB', 'Network/ZoneA')).toBe(false);
    expect(tree.at('Network').at('Network/ZoneB').count('aws_subnet')).toBe(1);
  });

  it('names what is beside a path that does not exist', () => {
    expect(() => tree.at('Net')).toThrow('nothing at Net; got Network, Region.');
    expect(() => tree.resourceAt('Network/ZoneC/Resource')).toThrow(
      'nothing at Network/ZoneC/Resource; got Network/Resource, Network/ZoneA, Network/ZoneB.',
    );
    expect(() => tree.createdBefore('Network', 'Network/ZoneC')).toThrow('nothing at');
    expect(() => tree.at('Network/Zone')).toThrow('nothing at Network/Zone;');
  });

  it('reads the paths in a cdk.tf.json as well', () => {
    const app = Testing.app();
    const stack = new TerraformStack(new Construct(app, 'Stage'), 'Test');
    new AwsProvider(stack, 'Aws', {});
    build(stack);
    const written = Template.fromJson(JSON.stringify(stack.toTerraform()));
    rmSync(app.outdir, { recursive: true, force: true });
    expect(written.resourceAt('Network/ZoneA').type).toBe('aws_subnet');
    expect(written.createdBefore('Network', 'Network/ZoneA')).toBe(true);
  });
});

describe('Template.userData', () => {
  const group = (userData: string) =>
    synth((stack) => {
      for (const id of ['One', 'Two']) {
        const group = new Construct(stack, id);
        new LaunchTemplate(group, 'LaunchTemplate', {
          userData: Fn.base64encode(Fn.rawString(userData + id)),
        });
      }
    });

  it('is that of the launch template at or below a path', () => {
    const hosts = group('#!/bin/bash\necho "');
    expect(hosts.userData('One')).toBe('#!/bin/bash\necho "One');
    expect(hosts.userData('Two/LaunchTemplate')).toBe('#!/bin/bash\necho "Two');
    expect(hosts.at('Two').userData()).toBe('#!/bin/bash\necho "Two');
    expect(() => hosts.userData()).toThrow('expected exactly one aws_launch_template; got');
  });

  it('is parsed where it is TOML', () => {
    const hosts = group('[settings.ecs]\ncluster = "hello"\n# ');
    expect(hosts.userDataToml('One')).toEqual({ settings: { ecs: { cluster: 'hello' } } });
  });
});

describe('Template.container', () => {
  const tasks = synth((stack) => {
    for (const family of ['a', 'b']) {
      const containerDefinitions = JSON.stringify([{ name: family }, { name: 'logs', family }]);
      new EcsTaskDefinition(stack, family, { family, containerDefinitions });
    }
  });

  it('finds a container by its name, and by the family where names repeat', () => {
    expect(tasks.container('a')).toEqual({ name: 'a' });
    expect(tasks.container('logs', 'b')).toEqual({ name: 'logs', family: 'b' });
    expect(() => tasks.container('logs')).toThrow(
      'expected exactly one container logs; got a, logs, b, logs.',
    );
    expect(() => tasks.container('c', 'a')).toThrow(
      'expected exactly one container c; got a, logs.',
    );
  });
});
