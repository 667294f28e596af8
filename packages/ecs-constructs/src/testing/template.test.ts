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
  });
});
