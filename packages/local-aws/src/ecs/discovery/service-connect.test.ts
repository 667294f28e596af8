import { World } from '../../testing/service-world';
import type { TaskDefinition } from '../task-definition';
import { checkServiceConnect, endpointsOf } from './service-connect';

const CONFIGURATION = {
  enabled: true,
  namespace: 'arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-1',
  services: [{ portName: 'http', discoveryName: 'api', clientAliases: [{ port: 80 }] }],
};
const world = (
  networkMode: string | undefined,
  serviceConnectConfiguration: object = CONFIGURATION,
) => {
  const made = new World(0, 0, undefined, {
    portMappings: [{ name: 'http', containerPort: 8080 }],
  });
  made.controller.close();
  made.service.given = { serviceConnectConfiguration };
  const [primary] = made.service.deployments;
  const definition = {
    ...(primary?.definition as TaskDefinition),
    ...(networkMode === undefined ? {} : { networkMode }),
  };
  const check = (name = 'other') =>
    checkServiceConnect(
      made.state,
      made.service.clusterArn,
      name,
      { serviceConnectConfiguration },
      definition,
    );
  return { ...made, check };
};

describe('endpointsOf', () => {
  it('knows the port of the container and where clients ask for it', () => {
    const { service } = world('bridge');
    expect(endpointsOf(service, 'shop.internal')).toMatchObject([
      {
        namespace: 'ns-1',
        discoveryName: 'api',
        containerPort: 8080,
        aliases: [{ dnsName: 'api.shop.internal', port: 80 }],
      },
    ]);
  });

  it('offers nothing that is switched off', () => {
    const { service } = world('bridge', { ...CONFIGURATION, enabled: false });
    expect(endpointsOf(service, 'shop.internal')).toEqual([]);
  });
});

describe('checkServiceConnect', () => {
  it('takes a service that has its own name', () => {
    expect(() => world('bridge').check('s')).not.toThrow();
  });

  it.each([
    [
      undefined,
      CONFIGURATION,
      'needs a task definition with networkMode bridge or awsvpc; got none',
    ],
    ['bridge', { enabled: true }, 'needs a namespace'],
    ['bridge', CONFIGURATION, 'The discovery name api is taken in the namespace'],
    [
      'bridge',
      { ...CONFIGURATION, services: [{ portName: 'grpc' }] },
      'The port name grpc of Service Connect does not exist',
    ],
    [
      'bridge',
      {
        ...CONFIGURATION,
        services: [{ ...CONFIGURATION.services[0], discoveryName: 'b', tls: {} }],
      },
      'TLS of Service Connect is not emulated',
    ],
  ])('refuses, with mode %s, %j', (mode, configuration, words) => {
    const { check } = world(mode, CONFIGURATION);
    const other = world(mode, configuration);
    expect(() => (configuration === CONFIGURATION ? check() : other.check('s'))).toThrow(words);
  });
});
