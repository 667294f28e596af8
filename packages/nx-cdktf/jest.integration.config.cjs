module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'nx-cdktf-integration',
  testMatch: ['<rootDir>/src/**/*.integration.test.ts'],
  testPathIgnorePatterns: [],
  // A limit for what hangs, not for what is slow on a busy machine.
  testTimeout: 600_000,
  // Each test drives real nx and terraform processes; more than one file at a time starves them.
  maxWorkers: 1,
};
