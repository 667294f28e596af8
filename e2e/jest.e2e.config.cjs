// The SDK warns on Node 20, which it still supports.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

module.exports = {
  preset: '../jest.preset.js',
  displayName: 'e2e',
  testMatch: ['<rootDir>/src/**/*.e2e.ts'],
  testSequencer: '<rootDir>/longest-first.cjs',
  testPathIgnorePatterns: ['(variants|policies)\\.e2e\\.ts$'],
  // Each file walks in a copy of the workspace and waits for much of its time, so two cores carry three.
  maxWorkers: 3,
  // A road takes minutes, and more where the machine is busy; the bound is there so that a hang ends.
  testTimeout: 900_000,
};
