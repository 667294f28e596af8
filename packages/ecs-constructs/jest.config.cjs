module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'ecs-constructs',
  globalSetup: '<rootDir>/src/fixtures/temporary-root.ts',
  moduleNameMapper: { '^archiver$': '<rootDir>/src/fixtures/no-archiver.ts' },
  setupFiles: ['<rootDir>/src/fixtures/plain-stack-traces.ts'],
  setupFilesAfterEnv: ['<rootDir>/src/testing/setup.ts'],
  testPathIgnorePatterns: ['\\.integration\\.test\\.ts$'],
};
