// These start a real moto, real processes and, where a Docker engine answers, real containers.
module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'local-aws-integration',
  testMatch: ['<rootDir>/src/**/*.integration.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
  // Most of them wait, for health checks and for containers; each has ports, addresses and folders of its own.
  maxWorkers: 2,
};
