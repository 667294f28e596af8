// Shared by every project: swc transforms in a tenth of ts-jest's time; types are checked once, by `typecheck`.
module.exports = {
  testEnvironment: 'node',
  // Workspace packages resolve to their sources, so unit tests never need a build.
  testEnvironmentOptions: { customExportConditions: ['@hello-ecs/source', 'node', 'require'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  runner: require.resolve('./tools/shared-modules-runner.cjs'),
  reporters: ['default', require.resolve('./tools/jest-report.cjs')],
  // The bound is there so that a hang ends, not to measure: a busy machine is slow, not wrong.
  testTimeout: 120_000,
  testMatch: ['<rootDir>/src/**/*.test.ts'],
};
