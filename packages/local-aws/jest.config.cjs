module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'local-aws',
  testPathIgnorePatterns: ['\\.(integration|browser)\\.test\\.ts$'],
};
