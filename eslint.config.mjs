import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';

/** The rooms of a package's sources, from the foundation up: each imports from those before it only. */
const ROOMS = {
  'packages/ecs-constructs/src': [
    ...['support', 'monitoring', 'iam', 'network', 'secrets', 'image', 'hosts', 'placement'],
    ...['cluster', 'task'],
    'discovery',
    'load-balancing',
    'service',
    'jobs',
  ],
  'packages/local-aws/src': [
    ...[
      'images',
      'gateway',
      'control',
      'runtime',
      'moto',
      'hosts',
      'groups',
      'load-balancing',
      'ecs',
      'schedules',
      'scaling',
    ],
    ...['corrections', 'data-plane'],
  ],
  'packages/ecs-operations/src': [
    ...['services', 'hosts', 'logs', 'history', 'diagnosis', 'deployment', 'cli', 'changes'],
    ...['commands', 'executors'],
  ],
  'packages/nx-cdktf/src': [
    ...[
      'aws',
      'bucket',
      'state',
      'terraform',
      'permissions',
      'bootstrap',
      'preflight',
      'saved-plan',
    ],
    'executors',
  ],
  'packages/plan-review/src': [
    ...['plan', 'model', 'masking', 'compare', 'origins', 'about', 'knowledge', 'changes'],
    ...['synthesized', 'config', 'cost', 'security', 'findings', 'effects', 'gates', 'picture'],
    ...['plans', 'render', 'cli', 'action'],
  ],
};
/** What is built from the rooms, and so is no part of one. */
const OUTSIDE = ['fixtures', 'index.ts', 'testing'];
/** Here a source outside of the rooms has lost its way; elsewhere it may put them together. */
const NO_LOOSE_SOURCES = 'packages/ecs-constructs/src';

for (const [sources, rooms] of Object.entries(ROOMS)) {
  for (const entry of readdirSync(join(import.meta.dirname, sources), { withFileTypes: true })) {
    const { name } = entry;
    const isLoose =
      sources === NO_LOOSE_SOURCES && name.endsWith('.ts') && !name.endsWith('.test.ts');
    if ([...rooms, ...OUTSIDE].includes(name) || !(isLoose || entry.isDirectory())) {
      continue;
    }
    throw new Error(
      `${sources}: sources stand in a room, one of ${rooms.join(', ')}; got ${name}. ` +
        'Move it into one, or put a new room into ROOMS of eslint.config.mjs, behind all that it imports.',
    );
  }
}

// Rules that fail, none that warn. Formatting is Prettier's alone.
export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/out-tsc/**',
      '**/node_modules/**',
      '**/.nx-cdktf/**',
      '**/.local-aws/**',
    ],
  },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    plugins: { '@nx': nx },
    languageOptions: { ecmaVersion: 2023 },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 350 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-member-accessibility': ['error', { accessibility: 'no-public' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // The root of a prebuilt provider costs seconds and hundreds of megabytes in every process.
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@cdktf/provider-aws',
              message: 'Import the resource: @cdktf/provider-aws/lib/<resource>.',
            },
            {
              name: '@cdktf/provider-docker',
              message: 'Import the resource: @cdktf/provider-docker/lib/<resource>.',
            },
          ],
        },
      ],
      // One direction: apps -> packages; nothing imports an app.
      '@nx/enforce-module-boundaries': [
        'error',
        {
          // What installs other versions into a scratch folder, or keeps a provider, belongs to no project.
          allow: ['/tools/(scratch\\.mjs|kept-provider(-setup)?\\.cjs)$'],
          depConstraints: [
            { sourceTag: 'type:app', onlyDependOnLibsWithTags: [] },
            { sourceTag: 'type:infra', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:bench', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'scope:ecs', onlyDependOnLibsWithTags: ['scope:ecs'] },
            { sourceTag: 'scope:terraform', onlyDependOnLibsWithTags: ['scope:terraform'] },
            { sourceTag: 'scope:aws', onlyDependOnLibsWithTags: ['scope:aws'] },
            {
              // The executors read the state of a stage; the tests run services on the local AWS.
              sourceTag: 'scope:operations',
              onlyDependOnLibsWithTags: ['scope:operations', 'scope:terraform', 'scope:aws'],
            },
          ],
        },
      ],
    },
  },
  {
    // Tests may write a field of a plan or of AWS as it is called there.
    files: ['**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.e2e.ts', '**/testing/**'],
    rules: {
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'typeLike', format: ['PascalCase'] },
        { selector: 'function', format: ['camelCase'] },
        // A field of AWS keeps its spelling.
        { selector: 'variable', format: ['camelCase', 'UPPER_CASE', 'PascalCase'] },
        { selector: 'parameter', format: ['camelCase', 'PascalCase'], leadingUnderscore: 'allow' },
        { selector: ['variable', 'parameter'], modifiers: ['destructured'], format: null },
        { selector: ['classMethod', 'accessor'], format: ['camelCase'] },
        { selector: 'classProperty', format: ['camelCase', 'UPPER_CASE'] },
        // What a getter gives out under the plain name.
        {
          selector: 'classProperty',
          modifiers: ['private'],
          format: ['camelCase'],
          leadingUnderscore: 'allow',
        },
      ],
    },
  },
  {
    // Plain Node files: configuration, and what must run before anything is built.
    files: ['**/*.cjs', '**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        console: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // Examples import the package by its name, as whoever copies them does.
    files: ['packages/ecs-constructs/examples/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
  {
    // Without its return type, TypeScript would take any field in a stage.
    files: ['apps/infra/src/stages/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'error' },
  },
  {
    // No circle of modules: types may know each other, code may not.
    files: ['apps/*/src/**/*.ts', 'e2e/src/**/*.ts', 'packages/*/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts'], extensionAlias: { '.js': ['.ts', '.js'] } }),
      ],
    },
    rules: { 'import-x/no-cycle': ['error', { ignoreExternal: true }] },
  },
  // Between the rooms of a package, arrows go one way. A test may use whatever it needs.
  ...Object.entries(ROOMS).map(([sources, rooms]) => ({
    files: [`${sources}/**/*.ts`],
    ignores: ['**/*.test.ts', `${sources}/testing/**`, `${sources}/fixtures/**`],
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          basePath: join(import.meta.dirname, sources),
          zones: rooms.map((room, index) => ({
            target: room,
            from: [...rooms.slice(index + 1), ...OUTSIDE],
            message: `The room ${room} is below it. Move what both need down, or into a contract of ${room}.`,
          })),
        },
      ],
    },
  })),
  {
    // The library names no other package of ours: whoever installs it gets only its peers.
    files: ['packages/ecs-constructs/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'BinaryExpression[operator="instanceof"][right.name=/^(Terraform|App$|Construct$)/]',
          message: 'instanceof fails across copies of cdktf; use isStack() and its like.',
        },
      ],
    },
  },
  prettier,
  // After Prettier's, which turns it off: its default form never quarrels with the formatting.
  { rules: { curly: ['error', 'all'] } },
);
