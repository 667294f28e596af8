module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'ecs-operations-integration',
  testMatch: ['<rootDir>/src/**/*.integration.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 600_000,
  // Most of them wait for containers; each has a local AWS of its own.
  maxWorkers: 2,
};
