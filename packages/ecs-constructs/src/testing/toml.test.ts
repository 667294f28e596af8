import { parseToml } from './toml';

describe('parseToml', () => {
  it('reads what Bottlerocket settings are made of', () => {
    expect(
      parseToml(
        [
          '# settings of the hosts',
          '[settings.ecs]',
          'cluster = "${aws_ecs_cluster.Cluster.name}"',
          'logging-drivers = ["awslogs", "json-file"]',
          'enable-spot-instance-draining = true',
          '',
          '[settings.ecs.instance-attributes]',
        ].join('\n'),
      ),
    ).toEqual({
      settings: {
        ecs: {
          cluster: '${aws_ecs_cluster.Cluster.name}',
          'logging-drivers': ['awslogs', 'json-file'],
          'enable-spot-instance-draining': true,
          'instance-attributes': {},
        },
      },
    });
  });

  it('reads quoted and dotted keys, literal text and numbers', () => {
    expect(parseToml('[a."b.c"]\nd.e = 3\n"f g" = \'C:\\x\'')).toEqual({
      a: { 'b.c': { d: { e: 3 }, 'f g': 'C:\\x' } },
    });
  });

  it.each(['cluster', '[[tables]]', 'a = nothing', 'a = "open'])('refuses the line %s', (line) => {
    expect(() => parseToml(`[settings]\n${line}`)).toThrow(
      `line 2 is no TOML that Bottlerocket settings need; got ${line}.`,
    );
  });
});
