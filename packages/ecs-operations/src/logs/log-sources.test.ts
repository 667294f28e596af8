import { logSourcesOf } from './log-sources';

const awslogs = (options: Record<string, string>) => ({
  name: 'app',
  logConfiguration: { logDriver: 'awslogs' as const, options },
});

describe('logSourcesOf', () => {
  it('reads group, region and prefix of awslogs, with the region of the service as the default', () => {
    const definitions = [
      awslogs({
        'awslogs-group': '/g',
        'awslogs-stream-prefix': 'p',
        'awslogs-region': 'eu-west-3',
      }),
      awslogs({ 'awslogs-group': '/g', 'awslogs-create-group': 'true' }),
    ];
    expect(logSourcesOf({ containerDefinitions: definitions }, 'eu-west-1')).toEqual([
      {
        kind: 'awslogs',
        container: 'app',
        group: '/g',
        region: 'eu-west-3',
        prefix: 'p',
        creates: false,
      },
      { kind: 'awslogs', container: 'app', group: '/g', region: 'eu-west-1', creates: true },
    ]);
  });

  it('says where the lines of other drivers are not', () => {
    const [none, splunk] = logSourcesOf(
      {
        containerDefinitions: [
          { name: 'a' },
          { name: 'b', logConfiguration: { logDriver: 'splunk' } },
        ],
      },
      'eu-west-1',
    );
    expect(none).toMatchObject({
      kind: 'elsewhere',
      why: expect.stringContaining('no log configuration'),
    });
    expect(splunk).toMatchObject({ kind: 'elsewhere', why: expect.stringContaining('splunk') });
  });
});
