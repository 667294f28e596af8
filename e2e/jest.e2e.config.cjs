module.exports = {
  preset: '../jest.preset.js',
  displayName: 'e2e',
  testMatch: ['<rootDir>/src/**/*.e2e.ts'],
  // A road takes minutes; the bound is there so that a hang ends.
  testTimeout: 300_000,
};
