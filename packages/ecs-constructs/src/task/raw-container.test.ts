import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';
import type { ContainerDefinitionOptions } from './container-definition';
import { CONTAINER_FIELDS } from './raw-container';

/** Every field that the SDK knows: one that is missing or that it does not know does not compile. */
const FIELDS: Record<keyof ContainerDefinition, true> = {
  name: true,
  image: true,
  repositoryCredentials: true,
  cpu: true,
  memory: true,
  memoryReservation: true,
  links: true,
  portMappings: true,
  essential: true,
  restartPolicy: true,
  entryPoint: true,
  command: true,
  environment: true,
  environmentFiles: true,
  mountPoints: true,
  volumesFrom: true,
  linuxParameters: true,
  secrets: true,
  dependsOn: true,
  startTimeout: true,
  stopTimeout: true,
  versionConsistency: true,
  hostname: true,
  user: true,
  workingDirectory: true,
  disableNetworking: true,
  privileged: true,
  readonlyRootFilesystem: true,
  dnsServers: true,
  dnsSearchDomains: true,
  extraHosts: true,
  dockerSecurityOptions: true,
  interactive: true,
  pseudoTerminal: true,
  dockerLabels: true,
  ulimits: true,
  logConfiguration: true,
  healthCheck: true,
  systemControls: true,
  resourceRequirements: true,
  firelensConfiguration: true,
  credentialSpecs: true,
};

const container = (raw: NonNullable<ContainerDefinitionOptions['raw']>) => {
  const template = synth((stack) => referenceStack(stack, { container: { raw } }));
  const [first] = template.containerDefinitions();
  return { container: first, warnings: template.warnings.map(String) };
};

describe('the fields of a container definition', () => {
  it('are those that the API has', () => {
    expect(Object.keys(CONTAINER_FIELDS).sort()).toEqual(Object.keys(FIELDS).sort());
  });

  it('can be set by an option, but for two', () => {
    const without = Object.entries(CONTAINER_FIELDS).filter(([, { option }]) => !option);
    expect(without.map(([field]) => field)).toEqual(['links', 'credentialSpecs']);
  });
});

describe('raw', () => {
  it('sets what no option says, without a word', () => {
    const credentialSpecs = ['credentialspec:arn:aws:s3:::bucket/spec'];
    const { container: rendered, warnings } = container({ credentialSpecs });
    expect(rendered).toMatchObject({ credentialSpecs, name: 'jane_server' });
    expect(warnings).toEqual([]);
  });

  it('says what it replaces, and merges objects', () => {
    const { container: rendered, warnings } = container({
      linuxParameters: { initProcessEnabled: false, swappiness: 10 },
      privileged: true,
    });
    expect(rendered).toMatchObject({
      linuxParameters: { initProcessEnabled: false, swappiness: 10 },
      privileged: true,
    });
    expect(warnings.join('\n')).toContain(
      'Test/Task/Server: raw sets linuxParameters to {"initProcessEnabled":false,"swappiness":10}, in place of ' +
        '{"initProcessEnabled":true}, and no check of this library looks at it. Use capabilities, devices,',
    );
    expect(warnings.join('\n')).toContain('raw sets privileged to true, in place of nothing');
  });

  it('doubts a field that the API does not know', () => {
    const { container: rendered, warnings } = container({ memoryReservatoin: 64 });
    expect(rendered).toMatchObject({ memoryReservatoin: 64 });
    expect(warnings.join()).toContain('raw sets memoryReservatoin, which the ECS API did not know');
  });

  it.each(Object.entries(CONTAINER_FIELDS).filter(([, { refused }]) => refused !== undefined))(
    'refuses %s, from which something else is made',
    (field, { option, refused = '' }) => {
      const fix = option === undefined ? 'Remove it.' : `Use ${option}.`;
      expect(() => container({ [field]: 1 })).toThrow(
        `Test/Task/Server: raw cannot set ${field}: ${refused}; got raw.${field} 1. ${fix}`,
      );
    },
  );
});
