/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testMatch: ['<rootDir>/{apps,libs,workflows,tests}/**/*.spec.ts'],
  globalSetup: '<rootDir>/tests/global-setup.mjs',
  globalTeardown: '<rootDir>/tests/global-teardown.mjs',
  testSequencer: '<rootDir>/scripts/test-order.mjs',
  // One more than the cores that the suite is meant for: the longest files wait for processes most of the time.
  maxWorkers: 3,
  // Nothing is open then, but a process with some hundred modules' heaps takes more than half a second to be gone.
  workerGracefulExitTimeout: 10_000,
  testTimeout: 60_000,
};
