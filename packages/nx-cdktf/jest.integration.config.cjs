module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'nx-cdktf-integration',
  testMatch: ['<rootDir>/src/**/*.integration.test.ts'],
  testPathIgnorePatterns: [],
  // A limit for what hangs, not for what is slow on a busy machine.
  testTimeout: 600_000,
  // A file that waits for minutes, for what is silent, leaves the processor to one that drives nx and terraform.
  maxWorkers: 2,
};
