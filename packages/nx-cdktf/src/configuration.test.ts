import { createRequire } from 'node:module';

interface Task {
  readonly target: { readonly project: string; readonly target: string };
}

const { isRequested, requestedConfiguration, unknownConfiguration, unknownOption } = createRequire(
  __filename,
)('../configuration.cjs') as {
  unknownOption(task: unknown, known: readonly string[]): string | undefined;
  isRequested(argv: readonly string[], project: string, target: string): boolean;
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

describe('isRequested', () => {
  const isPlanRequested = (command: string) =>
    isRequested(['node', 'nx', ...command.split(' ')], 'infra', 'plan');

  it.each([
    'run infra:plan -c moon',
    'run infra:plan:moon',
    'plan infra --configuration=moon',
    'run-many -t plan -c moon',
    'run-many -t lint,plan -p infra -c moon',
    'run-many -t lint plan --projects infra -c moon',
    'affected --targets=plan -c moon',
  ])('sees the target in nx %s', (command) => {
    expect(isPlanRequested(command)).toBe(true);
  });

  it.each([
    'run other:plan -c moon',
    'run infra:planet -c moon',
    'run infra:synth -c plan',
    'plan other -c moon',
    'run-many -t lint -c plan',
    'run-many -t plan -p other -c moon',
    'affected -- -t plan',
    'graph',
  ])('does not see it in nx %s', (command) => {
    expect(isPlanRequested(command)).toBe(false);
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
        'Allowed: local, aws. Fix: choose one with -c, or add it: a file in the folder of the stages, or a ' +
        'configuration of the target.',
    );
  });

  it('says which one is meant when it is misspelt', () => {
    expect(unknownConfiguration('lcoal', task, targets)).toContain(
      "Allowed: local, aws. Did you mean 'local'? Fix:",
    );
  });
});

describe('unknownOption', () => {
  const ask = (overrides: object) =>
    unknownOption({ target: { project: 'infra', target: 'bootstrap' }, overrides }, [
      'stage',
      'check',
      'dryRun',
    ]);

  it.each([
    {},
    { check: true },
    { dryRun: true },
    { 'dry-run': true, __overrides_unparsed__: ['--dry-run'], _: [] },
  ])('lets what exists pass: %j', (overrides) => {
    expect(ask(overrides)).toBeUndefined();
  });

  it('names what does not exist, what was probably meant, and what there is', () => {
    expect(ask({ chekc: true })).toBe(
      "infra:bootstrap: there is no option of that name; got '--chekc'. Did you mean '--check'? Allowed: --stage, --check, " +
        '--dryRun. Nothing was done. Fix: correct it.',
    );
    expect(ask({ 'dry-rum': true })).toContain("Did you mean '--dryRun'?");
    expect(ask({ nonsense: true })).not.toContain('Did you mean');
  });
});
