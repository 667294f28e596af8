import { createRequire } from 'node:module';

interface Task {
  readonly target: { readonly project: string; readonly target: string };
}

const { requestedConfiguration, unknownConfiguration } = createRequire(__filename)(
  '../configuration.cjs',
) as {
  requestedConfiguration(argv: readonly string[]): string | undefined;
  unknownConfiguration(
    requested: string | undefined,
    task: Task,
    targets: unknown,
  ): string | undefined;
};

describe('requestedConfiguration', () => {
  it.each([
    ['run infra:deploy -c aws', 'aws'],
    ['run infra:deploy -c=aws', 'aws'],
    ['run infra:deploy --configuration aws', 'aws'],
    ['run infra:deploy --configuration=aws --approve', 'aws'],
    ['run infra:deploy:aws', 'aws'],
    ['deploy infra -c aws', 'aws'],
    ['run-many -t plan -c aws', 'aws'],
    ['run infra:deploy', undefined],
    ['run-many -t plan', undefined],
    ['run infra:deploy -- -c aws', undefined],
  ])('reads nx %s', (command, expected) => {
    expect(requestedConfiguration(['node', 'nx', ...command.split(' ')])).toBe(expected);
  });
});

describe('unknownConfiguration', () => {
  const task = { target: { project: 'infra', target: 'deploy' } };
  const targets = { deploy: { configurations: { local: {}, aws: {} } } };

  it.each([undefined, 'local', 'aws'])('lets %s pass', (requested) => {
    expect(unknownConfiguration(requested, task, targets)).toBeUndefined();
  });

  it.each(['prdo', 'toString'])('refuses %s and names those that exist', (requested) => {
    expect(unknownConfiguration(requested, task, targets)).toBe(
      `infra:deploy: there is no configuration of that name; got '${requested}'. ` +
        'Allowed: local, aws. Fix: choose one with -c, or add it to the target.',
    );
  });
});
