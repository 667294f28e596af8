module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'infra',
  testPathIgnorePatterns: ['\\.(integration|cdktn)\\.test\\.ts$'],
};
