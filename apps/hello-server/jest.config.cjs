module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'hello-server',
  testPathIgnorePatterns: ['\\.integration\\.test\\.ts$'],
};
