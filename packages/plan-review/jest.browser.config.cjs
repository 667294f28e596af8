// These drive a real Chromium, where there is one.
module.exports = {
  ...require('./jest.config.cjs'),
  displayName: 'plan-review-browser',
  testMatch: ['<rootDir>/src/**/*.browser.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 600_000,
};
