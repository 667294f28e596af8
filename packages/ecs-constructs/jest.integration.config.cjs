module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'ecs-constructs-integration',
  globalSetup: '<rootDir>/src/fixtures/integration-setup.ts',
  testMatch: ['<rootDir>/src/**/*.integration.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
};
