module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'ecs-operations',
  testPathIgnorePatterns: ['\\.integration\\.test\\.ts$'],
};
