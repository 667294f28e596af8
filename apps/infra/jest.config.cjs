module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'infra',
  testPathIgnorePatterns: ['\\.integration\\.test\\.ts$'],
};
