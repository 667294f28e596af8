const e2e = require('./jest.e2e.config.cjs');

// In a process of their own: they run no nx, so they may run beside the roads.
module.exports = {
  ...e2e,
  displayName: 'e2e-variants',
  testMatch: ['<rootDir>/src/variants.e2e.ts'],
  testPathIgnorePatterns: [],
  // All of a lane is one test, in a way.
  testTimeout: 1_800_000,
};
