module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'local-aws',
  testPathIgnorePatterns: ['\\.integration\\.test\\.ts$'],
};
