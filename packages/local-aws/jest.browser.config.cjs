// These drive a real Chromium, where there is one.
module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'local-aws-browser',
  testMatch: ['<rootDir>/src/**/*.browser.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 120000,
};
