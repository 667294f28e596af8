module.exports = { preset: '../../jest.preset.js', displayName: 'nx-cdktf' };
