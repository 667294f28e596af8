module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'plan-review-integration',
  globalSetup: require.resolve('../../tools/kept-provider-setup.cjs'),
  testMatch: ['<rootDir>/src/**/*.integration.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 600_000,
  // The provider that is kept for all of them holds one configuration at a time.
  maxWorkers: 1,
};
