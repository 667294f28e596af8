import { checkStage, loadConfig } from './config';
import { localStage } from './stages/local';

const account = { HELLO_ECS_ACCOUNT_ID: '210987654321' };

describe('loadConfig', () => {
  it('gives the workshop values for the local stage without any environment', () => {
    expect(loadConfig('local', {})).toMatchObject({
      nickname: 'hello',
      hosts: { instanceType: 't3.micro', instanceCount: 3 },
      service: {
        desiredCount: 1,
        cpu: 512,
        memoryMiB: 512,
        memoryReservationMiB: 256,
        hostPort: 80,
      },
      image: { repositoryName: 'my-app/server' },
      endpoint: 'http://127.0.0.1:5566',
      approval: 'none',
    });
  });

  it('asks before it changes a real account', () => {
    const config = loadConfig('aws', account);
    expect(config).toMatchObject({ accountId: '210987654321', approval: 'ask' });
    expect(config.endpoint).toBeUndefined();
  });

  it('names the variable when the account of a real stage is missing', () => {
    expect(() => loadConfig('aws', {})).toThrow(
      "Stage 'aws' has a problem:\n" +
        '  - accountId: got nothing. Allowed: the 12 digits of an AWS account. ' +
        'Set HELLO_ECS_ACCOUNT_ID, or edit apps/infra/src/stages/aws.ts.',
    );
  });

  it('names the stages that exist when asked for another', () => {
    expect(() => loadConfig('prod', {})).toThrow(
      "stage: got 'prod'. Allowed: local, aws. Choose one with -c <stage>, or add apps/infra/src/stages/prod.ts.",
    );
  });

  it('does not take a property of every object for a stage', () => {
    expect(() => loadConfig('constructor', {})).toThrow("stage: got 'constructor'");
  });

  it('lists every problem at once', () => {
    const load = () =>
      loadConfig('aws', {
        HELLO_ECS_ACCOUNT_ID: '12',
        HELLO_ECS_REGION: 'mars',
        HELLO_ECS_NICKNAME: 'Hello World',
        HELLO_ECS_HOST_PORT: '80000',
      });
    for (const field of ['accountId', 'region', 'nickname', 'service.hostPort']) {
      expect(load).toThrow(`  - ${field}: got `);
    }
  });

  it.each(['', 'http', '0', '65536', '80.5', ' '])('refuses %j as host port', (port) => {
    expect(() => loadConfig('local', { HELLO_ECS_HOST_PORT: port })).toThrow(
      /service\.hostPort: got .* Allowed: a whole number from 1 to 65535\. Set HELLO_ECS_HOST_PORT/,
    );
  });

  it.each(['8080', '65535'])('takes %s as host port', (port) => {
    const config = loadConfig('local', { HELLO_ECS_HOST_PORT: port });
    expect(config.service.hostPort).toBe(Number(port));
  });

  it('refuses a port of the local AWS that is none', () => {
    expect(() => loadConfig('local', { LOCAL_AWS_PORT: 'abc' })).toThrow(
      /endpoint: got "http:\/\/127\.0\.0\.1:abc".*Set LOCAL_AWS_PORT/,
    );
  });
});

describe('checkStage', () => {
  const local = localStage({});

  it('accepts a network that exists already', () => {
    const network = {
      kind: 'adopt',
      vpcId: 'vpc-0abc',
      subnets: [{ subnetId: 'subnet-0abc', availabilityZone: 'us-east-1a' }],
    };
    expect(checkStage('local', { ...local, network }).network).toEqual(network);
  });

  it('says which network kinds there are', () => {
    expect(() => checkStage('local', { ...local, network: { kind: 'share' } })).toThrow(
      "network.kind: got \"share\". Allowed: 'create' or 'adopt'. Set it in apps/infra/src/stages/local.ts.",
    );
  });

  it('points at the element of a list that is wrong', () => {
    const network = {
      kind: 'create',
      cidrBlock: '10.0.0.0/16',
      availabilityZones: ['us-east-1a', 'b'],
    };
    expect(() => checkStage('local', { ...local, network })).toThrow(
      'network.availabilityZones.1: got "b". Allowed: an AZ such as us-east-1a. Set HELLO_ECS_AVAILABILITY_ZONES',
    );
  });

  it('refuses a field that does not exist, which a typing mistake would otherwise hide', () => {
    expect(() => checkStage('local', { ...local, nickName: 'x' } as typeof local)).toThrow(
      'nickName: no such field. Remove it.',
    );
  });
});
