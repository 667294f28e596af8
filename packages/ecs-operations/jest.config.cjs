module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'ecs-operations',
  testPathIgnorePatterns: ['\\.integration\\.test\\.ts$'],
  // A limit for what will never happen: a busy machine is slow.
  testTimeout: 180_000,
};
