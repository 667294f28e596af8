module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'hello-server',
  testPathIgnorePatterns: ['\\.integration\\.test\\.ts$'],
  // A limit for what will never happen: a busy machine is slow.
  testTimeout: 180_000,
};
