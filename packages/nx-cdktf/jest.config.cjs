module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'nx-cdktf',
  testPathIgnorePatterns: ['\\.integration\\.test\\.ts$'],
};
