module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'ecs-constructs',
  testPathIgnorePatterns: ['\\.integration\\.test\\.ts$'],
};
