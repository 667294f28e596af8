import type { AgentConfiguration } from './agent-configuration';
import { userDataText } from './user-data';

const amazonLinux = (agent: AgentConfiguration = {}, additionalUserData?: string) =>
  userDataText({ operatingSystem: 'amazon-linux', clusterName: 'jane', agent, additionalUserData });
const bottlerocket = (agent: AgentConfiguration = {}, additionalUserData?: string) =>
  userDataText({ operatingSystem: 'bottlerocket', clusterName: 'jane', agent, additionalUserData });

const EVERYTHING: AgentConfiguration = {
  reservedMemoryMiB: 128,
  imagePullBehavior: 'prefer-cached',
  taskCleanupWaitSeconds: 600,
  imageCleanupIntervalSeconds: 900,
  imageMinimumCleanupAgeSeconds: 7200,
  containerStopTimeoutSeconds: 45,
  blockInstanceMetadataForAwsVpc: false,
  spotInstanceDraining: true,
  logDrivers: ['awslogs', 'splunk'],
  logLevel: 'debug',
  instanceAttributes: { tier: 'front', 'team.name': 'a b' },
};

describe('the user data of Amazon Linux', () => {
  it('appends the settings to the configuration of the agent', () => {
    expect(amazonLinux()).toBe(
      [
        '#!/bin/bash',
        "cat <<'CONFIG' >> /etc/ecs/ecs.config",
        'ECS_CLUSTER=jane',
        'ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true',
        'ECS_AWSVPC_BLOCK_IMDS=true',
        'CONFIG',
        '',
      ].join('\n'),
    );
  });

  it('writes every setting under the name the agent knows', () => {
    const lines = amazonLinux({
      ...EVERYTHING,
      taskIamRole: false,
      additional: { ECS_POLL_METRICS: 'true' },
    }).split('\n');
    expect(lines.slice(3, -2)).toEqual([
      'ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true',
      'ECS_AWSVPC_BLOCK_IMDS=false',
      'ECS_RESERVED_MEMORY=128',
      'ECS_IMAGE_PULL_BEHAVIOR=prefer-cached',
      'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=600s',
      'ECS_IMAGE_CLEANUP_INTERVAL=900s',
      'ECS_IMAGE_MINIMUM_CLEANUP_AGE=7200s',
      'ECS_CONTAINER_STOP_TIMEOUT=45s',
      'ECS_ENABLE_TASK_IAM_ROLE=false',
      'ECS_ENABLE_SPOT_INSTANCE_DRAINING=true',
      'ECS_AVAILABLE_LOGGING_DRIVERS=["awslogs","splunk"]',
      'ECS_LOGLEVEL=debug',
      'ECS_INSTANCE_ATTRIBUTES={"tier":"front","team.name":"a b"}',
      'ECS_POLL_METRICS=true',
    ]);
  });

  it('puts additional lines behind the settings, in the same script', () => {
    expect(amazonLinux({}, 'echo "$HOME"\n\n')).toMatch(/\nCONFIG\necho "\$HOME"\n$/);
  });
});

describe('the user data of Bottlerocket', () => {
  it('is TOML', () => {
    expect(bottlerocket()).toBe('[settings.ecs]\ncluster = "jane"\nawsvpc-block-imds = true\n');
  });

  it('writes every setting that Bottlerocket has', () => {
    expect(bottlerocket(EVERYTHING)).toBe(
      [
        '[settings.ecs]',
        'cluster = "jane"',
        'awsvpc-block-imds = false',
        'reserved-memory = 128',
        'image-pull-behavior = "prefer-cached"',
        'task-cleanup-wait = "600s"',
        'image-cleanup-wait = "900s"',
        'image-cleanup-age = "7200s"',
        'container-stop-timeout = "45s"',
        'enable-spot-instance-draining = true',
        'logging-drivers = ["awslogs","splunk"]',
        'loglevel = "debug"',
        '[settings.ecs.instance-attributes]',
        '"tier" = "front"',
        '"team.name" = "a b"',
        '',
      ].join('\n'),
    );
  });

  it('takes more tables', () => {
    expect(bottlerocket({}, '[settings.kernel]\nlockdown = "integrity"')).toMatch(
      /\n\[settings\.kernel\]\nlockdown = "integrity"\n$/,
    );
  });
});

describe('TOML that is added', () => {
  it('stands behind the settings', () => {
    expect(bottlerocket({}, '[settings.kernel]\nlockdown = "integrity"')).toBe(
      '[settings.ecs]\ncluster = "jane"\nawsvpc-block-imds = true\n[settings.kernel]\nlockdown = "integrity"\n',
    );
  });

  it.each(['[settings.ecs]', '[ settings . ecs ] # ours', '["settings"."ecs"]'])(
    'goes on with a table that the library has as well, which TOML takes once: %s',
    (header) => {
      const text = bottlerocket(
        { instanceAttributes: { tier: 'front' } },
        `[settings.kernel]\nlockdown = "integrity"\n${header}\nmetadata-service-rps = 50\n`,
      );
      expect(text).toBe(
        [
          '[settings.ecs.instance-attributes]',
          '"tier" = "front"',
          '[settings.kernel]',
          'lockdown = "integrity"',
          header,
          'cluster = "jane"',
          'awsvpc-block-imds = true',
          'metadata-service-rps = 50',
          '',
        ].join('\n'),
      );
    },
  );

  it('goes on with the table of attributes', () => {
    expect(
      bottlerocket(
        { instanceAttributes: { tier: 'front' } },
        '[settings.ecs.instance-attributes]\nteam = "a"',
      ),
    ).toBe(
      '[settings.ecs]\ncluster = "jane"\nawsvpc-block-imds = true\n' +
        '[settings.ecs.instance-attributes]\n"tier" = "front"\nteam = "a"\n',
    );
  });

  it('is not begun within a text over several lines', () => {
    const text =
      "[settings.bootstrap-containers.x]\nuser-data = '''\n[settings.ecs]\ncluster = 1\n'''\n";
    expect(bottlerocket({}, text)).toBe(
      `[settings.ecs]\ncluster = "jane"\nawsvpc-block-imds = true\n${text}`,
    );
  });
});
