module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'ecs-constructs',
  setupFilesAfterEnv: ['<rootDir>/src/testing/setup.ts'],
  testPathIgnorePatterns: ['\\.integration\\.test\\.ts$'],
};
