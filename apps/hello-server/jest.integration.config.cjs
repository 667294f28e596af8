module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'hello-server-integration',
  testPathIgnorePatterns: [],
  testMatch: ['<rootDir>/src/**/*.integration.test.ts'],
  testTimeout: 1_800_000,
};
