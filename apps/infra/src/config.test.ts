import { checkStage, loadConfig } from './config';
import type { StageValues } from './stage';
import local from './stages/local';

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
  const own = local({});
  /** What a stage in plain JavaScript may say: nobody compiles it. */
  const untyped = (values: object) => ({ ...own, ...values }) as StageValues;
  const check = (values: object) => () => checkStage('local', untyped(values));

  it('changes one field of the defaults and leaves its neighbours', () => {
    const { service, hosts } = checkStage('local', { ...own, service: { desiredCount: 2 } });
    expect(service).toMatchObject({ desiredCount: 2, cpu: 512, hostPort: 80 });
    expect(hosts).toMatchObject({ instanceType: 't3.micro', instanceCount: 3 });
  });

  it('adds tags to those that every stage has', () => {
    const { tags } = checkStage('local', { ...own, tags: { Team: 'green' } });
    expect(tags).toEqual({
      Project: 'hello-ecs',
      Stage: 'local',
      Nickname: 'hello',
      Team: 'green',
    });
  });

  it('lets names and AZs follow the nickname and the region of the stage', () => {
    const config = checkStage('blue', {
      accountId: '111122223333',
      region: 'eu-west-1',
      nickname: 'ada',
    });
    expect(config).toMatchObject({
      stage: 'blue',
      approval: 'ask',
      network: { availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] },
      state: { bucket: 'ada-ecs-state-111122223333-eu-west-1', key: 'hello-ecs/blue.tfstate' },
      tags: { Stage: 'blue', Nickname: 'ada' },
    });
  });

  it('accepts a network that exists already, and takes nothing of the one that would be made', () => {
    const network = {
      kind: 'adopt' as const,
      vpcId: 'vpc-0abc',
      subnets: [{ subnetId: 'subnet-0abc', availabilityZone: 'us-east-1a' }],
    };
    expect(checkStage('local', { ...own, network }).network).toEqual(network);
  });

  it('says which network kinds there are', () => {
    expect(check({ network: { kind: 'share' } })).toThrow(
      "network.kind: got \"share\". Allowed: 'create' or 'adopt'. Set it in apps/infra/src/stages/local.ts.",
    );
  });

  it('says what a field that is missing must be', () => {
    const network = { kind: 'adopt', subnets: [{ subnetId: 'subnet-0abc' }] };
    expect(check({ network })).toThrow(
      'network.vpcId: got nothing. Allowed: a VPC id such as vpc-0abc. Set it in apps/infra/src/stages/local.ts.',
    );
    expect(check({ network })).toThrow('Allowed: an AZ such as us-east-1a.');
  });

  it('points at the element of a list that is wrong', () => {
    expect(check({ network: { availabilityZones: ['us-east-1a', 'b'] } })).toThrow(
      'network.availabilityZones.1: got "b". Allowed: an AZ such as us-east-1a. ' +
        'Set it in apps/infra/src/stages/local.ts.',
    );
  });

  it.each([
    [{ nickName: 'x' }, "nickName: no such field. Did you mean 'nickname'?"],
    [
      { service: { desiredCuont: 2 } },
      "service.desiredCuont: no such field. Did you mean 'desiredCount'?",
    ],
    [
      { network: { cidr: '10.0.0.0/8' } },
      'network.cidr: no such field. Allowed: kind, cidrBlock, availabilityZones, hostSubnets.',
    ],
    [
      { network: { kind: 'adopt', vpcid: 'vpc-0', subnets: [] } },
      "network.vpcid: no such field. Did you mean 'vpcId'?",
    ],
    [
      { network: { kind: 'adopt', vpcId: 'vpc-0', subnets: [{ subnetid: 'subnet-0' }] } },
      "network.subnets.0.subnetid: no such field. Did you mean 'subnetId'?",
    ],
    [{ constructor: 1 }, 'constructor: no such field. Allowed: stage, accountId'],
  ])('refuses %j, and says which field is meant', (values, problem) => {
    expect(check(values)).toThrow(problem);
    expect(check(values)).toThrow('It stands in apps/infra/src/stages/local.ts.');
  });

  it.each([
    [{ service: { desiredCount: '2' } }, 'service.desiredCount: got "2". Allowed: a whole number'],
    [{ hosts: 't3.micro' }, 'hosts: got "t3.micro". Allowed: an object with instanceType,'],
    [{ hosts: null }, 'hosts: got null. Allowed: an object with instanceType,'],
    [{ deleteImagesOnDestroy: 'no' }, 'deleteImagesOnDestroy: got "no". Allowed: true or false.'],
  ])('refuses %j, which plain JavaScript lets pass', (values, problem) => {
    expect(check(values)).toThrow(problem);
  });

  it('names the stage file and no variable where the file says the value itself', () => {
    expect(() => checkStage('blue', { accountId: '12' })).toThrow(
      'accountId: got "12". Allowed: the 12 digits of an AWS account. Set it in apps/infra/src/stages/blue.ts.',
    );
  });

  it('names the defaults where the value stands there, and where to change it for one stage', () => {
    expect(() => loadConfig('local', { HELLO_ECS_HOST_PORT: '0' })).toThrow(
      'service.hostPort: got 0. Allowed: a whole number from 1 to 65535. Set HELLO_ECS_HOST_PORT, ' +
        'or edit apps/infra/src/defaults.ts; for this stage alone, set it in apps/infra/src/stages/local.ts.',
    );
    expect(() => loadConfig('aws', { ...account, HELLO_ECS_REGION: 'mars' })).toThrow(
      /network\.availabilityZones\.0: got "marsa"\. .* Set HELLO_ECS_AVAILABILITY_ZONES, or edit apps\/infra\/src\/defaults\.ts;/,
    );
  });

  it('takes the name of the stage for that of its file', () => {
    expect(() => checkStage('My_Stage', { accountId: '111122223333' })).toThrow(
      'stage: got "My_Stage". Allowed: lower case letters, digits and hyphens. ' +
        'It is the name of the file apps/infra/src/stages/My_Stage.ts: rename it.',
    );
  });
});
