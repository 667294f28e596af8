module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'infra-cdktn',
  testMatch: ['<rootDir>/src/**/*.cdktn.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 600_000,
};
