const e2e = require('./jest.e2e.config.cjs');

// After the others: it looks at the plans that they keep.
module.exports = {
  ...e2e,
  displayName: 'e2e-policies',
  testMatch: ['<rootDir>/src/policies.e2e.ts'],
  testPathIgnorePatterns: [],
};
