module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'ecs-operations-integration',
  testMatch: ['<rootDir>/src/**/*.integration.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 600_000,
  // Each file drives real containers; more than one at a time starves them.
  maxWorkers: 1,
};
