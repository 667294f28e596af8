module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'plan-review-integration',
  testMatch: ['<rootDir>/src/**/*.integration.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 600_000,
};
