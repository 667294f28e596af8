import { AwsError } from '../../gateway/aws-response';
import { REQUEST_SCHEMAS } from './request-schemas';
import { checkedInput, definitionProblem } from './validate';

const container = {
  name: 'app',
  image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/my-app/server:1',
};
const definition = { family: 'web', containerDefinitions: [container] };
const errorOf = (action: string, input: unknown): string => {
  try {
    checkedInput(action, input);
  } catch (error) {
    if (error instanceof AwsError) {
      return `${error.status} ${error.code}: ${error.message}`;
    }
    throw error;
  }
  return 'accepted';
};
const withContainer = (change: object): object => ({
  ...definition,
  containerDefinitions: [{ ...container, ...change }],
});
const withVolume = (volume: object): object => ({ ...definition, volumes: [volume] });

describe('checkedInput', () => {
  it.each([1, 10])('takes RunTask with count %d', (count) => {
    expect(checkedInput('RunTask', { taskDefinition: 'web', count })).toMatchObject({ count });
  });

  it.each([0, -1, 11, 1e9])('refuses RunTask with count %d', (count) => {
    expect(errorOf('RunTask', { taskDefinition: 'web', count })).toBe(
      `400 InvalidParameterException: count is out of range; got ${count}. Allowed 1 to 10.`,
    );
  });

  it.each(['CreateService', 'UpdateService'])('holds desiredCount of %s to 0 to 5000', (action) => {
    const service = { serviceName: 'web', service: 'web', taskDefinition: 'web' };
    for (const desiredCount of [0, 5000]) {
      expect(errorOf(action, { ...service, desiredCount })).toBe('accepted');
    }
    for (const desiredCount of [-1, 5001, 1e9]) {
      expect(errorOf(action, { ...service, desiredCount })).toContain('Allowed 0 to 5000.');
    }
  });

  it.each([
    ['2', 'STRING_VALUE can not be converted to an Integer: count; got "2".'],
    [1.5, 'NUMBER_VALUE can not be converted to an Integer: count; got 1.5.'],
    [true, 'TRUE_VALUE can not be converted to an Integer: count; got true.'],
    [[], 'START_ARRAY can not be converted to an Integer: count; got [].'],
    [{}, 'START_OBJECT can not be converted to an Integer: count; got {}.'],
  ])('says what %j cannot become', (count, words) => {
    expect(errorOf('RunTask', { taskDefinition: 'web', count })).toBe(
      `400 SerializationException: ${words}`,
    );
  });

  it('takes a null member as absent, and refuses a null in a list', () => {
    expect(checkedInput('RunTask', { taskDefinition: 'web', count: null })).toEqual({
      taskDefinition: 'web',
    });
    expect(errorOf('RunTask', { taskDefinition: 'web', tags: [null] })).toContain(
      'SerializationException: NULL_VALUE can not be converted to a Structure: tags[0]',
    );
  });

  it.each([null, [], 'text', 5])('refuses %j as a request', (input) => {
    expect(errorOf('DescribeServices', input)).toContain(
      'can not be converted to a Structure: The request',
    );
  });

  it.each([
    [withContainer({ name: '/../../../victim' }), 'containerDefinitions[0].name'],
    [withContainer({ name: '' }), 'containerDefinitions[0].name'],
    [withContainer({ name: 'a'.repeat(256) }), 'containerDefinitions[0].name'],
    [withContainer({ image: '--volume=/:/host' }), 'containerDefinitions[0].image'],
    [withContainer({ image: '-v' }), 'containerDefinitions[0].image'],
    [withContainer({ user: '--privileged' }), 'containerDefinitions[0].user'],
    [withContainer({ dockerLabels: { 'a=b': 'c' } }), 'containerDefinitions[0].dockerLabels'],
    [withContainer({ environment: [{ name: 'A=B' }] }), 'environment[0].name'],
    [withContainer({ mountPoints: [{ sourceVolume: '..', containerPath: '/a' }] }), 'sourceVolume'],
    [withContainer({ mountPoints: [{ sourceVolume: 'a', containerPath: 'b' }] }), 'containerPath'],
    [{ ...definition, family: '../../x' }, 'family'],
    [withVolume({ name: '../../../victim' }), 'volumes[0].name'],
    [withVolume({ name: 'a', efsVolumeConfiguration: { fileSystemId: '../..' } }), 'fileSystemId'],
    [
      withVolume({
        name: 'a',
        efsVolumeConfiguration: {
          fileSystemId: 'fs-0123',
          authorizationConfig: { accessPointId: '..' },
        },
      }),
      'accessPointId',
    ],
    [
      withContainer({
        logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'a:b' } },
      }),
      'awslogs-group',
    ],
    [
      withContainer({
        linuxParameters: { tmpfs: [{ containerPath: '/t:exec', size: 1 }] },
      }),
      'tmpfs[0].containerPath',
    ],
    [
      withContainer({ environmentFiles: [{ value: 'arn:aws:s3:::bucket/../other', type: 's3' }] }),
      'environmentFiles[0].value',
    ],
  ])('refuses a name that AWS has not: %j', (input, place) => {
    expect(errorOf('RegisterTaskDefinition', input)).toMatch(/^400 ClientException: /);
    expect(errorOf('RegisterTaskDefinition', input)).toContain(
      `${place} contains invalid characters`,
    );
    expect(definitionProblem(input)).toContain(place);
  });

  it('takes names as AWS has them, and what a person would write', () => {
    const input = {
      ...withContainer({
        name: 'My_app-1',
        image: 'registry.example.com:5000/a/b_c.d@sha256:0123456789abcdef',
        user: '1000:1000',
        environment: [{ name: 'npm_config.x-y', value: '' }, { name: 'EMPTY' }],
        dockerLabels: { 'com.example/x': 'any = text' },
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': '/ecs/my.app#1', 'awslogs-stream-prefix': 'a/b' },
        },
        linuxParameters: {
          tmpfs: [
            {
              containerPath: '/var/cache',
              size: 64,
              mountOptions: ['noexec', 'uid=101', 'mode=1777'],
            },
          ],
        },
      }),
      cpu: '0.5 vCPU',
      memory: '512',
      volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-0123456789abcdef0' } }],
    };
    expect(errorOf('RegisterTaskDefinition', input)).toBe('accepted');
  });

  it('wants the members ECS cannot do without', () => {
    expect(errorOf('RegisterTaskDefinition', { family: 'web', containerDefinitions: [] })).toBe(
      '400 ClientException: containerDefinitions cannot be empty.',
    );
    expect(errorOf('RegisterTaskDefinition', { ...definition, containerDefinitions: [{}] })).toBe(
      '400 ClientException: containerDefinitions[0].name should not be null or empty.',
    );
  });

  it('answers within reason when a name is as long as a request may be', () => {
    expect(errorOf('DescribeServices', { cluster: 'arn:'.repeat(5_000_000) })).toContain('cluster');
  });
});

describe('REQUEST_SCHEMAS', () => {
  it('knows no action that takes a text for a request', () => {
    for (const action of Object.keys(REQUEST_SCHEMAS)) {
      expect(errorOf(action, 'text')).toContain('400 SerializationException');
    }
  });
});
