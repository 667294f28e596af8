module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'ecs-operations-integration',
  testMatch: ['<rootDir>/src/**/*.integration.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 600_000,
};
