module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'plan-review',
  testPathIgnorePatterns: ['\\.(integration|browser)\\.test\\.ts$'],
};
