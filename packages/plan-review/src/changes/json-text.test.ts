import type { Json } from '../plan/json';
import { differenceInWords } from '../render/words';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';

type Sides = Readonly<Record<string, Json>>;

function update(before: Sides, after: Sides): Record<string, string> {
  const [change] = reviewPlan(planOf(changeOf('aws_x', before, after))).changes;
  return Object.fromEntries(
    (change?.attributes ?? []).map((item) => [item.path, differenceInWords(item)]),
  );
}

describe('container definitions', () => {
  const container = {
    name: 'server',
    image: 'app:1',
    essential: true,
    cpu: 0,
    mountPoints: [],
    environment: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'API_KEY', value: 'hunter2-and-more' },
    ],
    portMappings: [{ containerPort: 8080, hostPort: 80, protocol: 'tcp' }],
  };
  const definitions = (...containers: readonly object[]): Sides => ({
    container_definitions: JSON.stringify(containers),
  });

  it('compares containers, variables and ports by name', () => {
    const after = {
      ...container,
      image: 'app:2',
      environment: [
        { name: 'API_KEY', value: 'hunter2-and-more' },
        { name: 'LOG_LEVEL', value: 'debug' },
        { name: 'NEW', value: 'x' },
      ],
      portMappings: [{ containerPort: 8080, hostPort: 81 }],
    };
    expect(update(definitions(container), definitions(after))).toEqual({
      'container_definitions[server].image': 'app:1 → app:2',
      'container_definitions[server].environment[LOG_LEVEL]': 'info → debug',
      'container_definitions[server].environment[NEW]': 'x',
      'container_definitions[server].portMappings[8080/tcp].hostPort': '80 → 81',
    });
  });

  it('leaves out what ECS fills in', () => {
    const { name, image, environment, portMappings } = container;
    const short = { name, image, environment, portMappings };
    expect(update(definitions(container), definitions(short))).toEqual({
      container_definitions: 'JSON → the same JSON, written differently',
    });
  });

  it('names containers that come and go by their image', () => {
    const other = { name: 'proxy', image: 'envoy:1' };
    expect(update(definitions(container, other), definitions(container))).toEqual({
      'container_definitions[proxy]': 'envoy:1 → (none)',
    });
  });

  it('shows that a secret variable changes, not to what', () => {
    const after = { ...container, environment: [{ name: 'API_KEY', value: 'other-secret-1' }] };
    expect(update(definitions(container), definitions(after))).toMatchObject({
      'container_definitions[server].environment[API_KEY]': '(secret) → (another secret)',
    });
  });
});

describe('policies', () => {
  const policy = (...Statement: readonly Json[]): Sides => ({
    policy: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
  const pull = { Sid: 'Pull', Effect: 'Allow', Action: ['ecr:B', 'ecr:A'], Resource: '*' };

  it('compares statements by Sid and leaves out order', () => {
    const log = { Effect: 'Allow', Action: 'logs:Put', Resource: '*' };
    expect(
      update(policy(log, pull), policy({ ...pull, Action: ['ecr:A', 'ecr:B', 'ecr:C'] }, log)),
    ).toEqual({ 'policy[Pull].Action': '["ecr:A","ecr:B"] → ["ecr:A","ecr:B","ecr:C"]' });
  });

  it('shows statements that come and go whole', () => {
    const deny = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
    expect(update(policy(pull), policy(pull, deny))).toEqual({
      'policy[1]': '{"Effect":"Deny","Action":["s3:*"],"Resource":["*"]}',
    });
  });

  it('says that nothing but the writing changes', () => {
    expect(
      update(policy(pull), {
        policy: `${policy({ ...pull, Action: ['ecr:A', 'ecr:B'] })['policy'] as string} `,
      }),
    ).toEqual({ policy: 'JSON → the same JSON, written differently' });
  });
});
