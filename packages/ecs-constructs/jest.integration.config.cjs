module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'ecs-constructs-integration',
  testMatch: ['<rootDir>/src/**/*.integration.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
};
