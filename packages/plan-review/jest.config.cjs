module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'plan-review',
  testPathIgnorePatterns: ['\\.(integration|browser)\\.test\\.ts$'],
  // A limit for what will never happen: a busy machine is slow.
  testTimeout: 180_000,
};
