import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that need no build, socket of another process or browser: what one runs on every save. */
const unit = ['test/{architecture,contract,core,providers,questions,sandbox}/**/*.test.ts', 'test/{history,slack}/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // What is waited for comes later where the machine is slow.
    expect: { poll: { timeout: 10_000 } },
    // Real sockets and spawned commands on small machines: no more workers than cores.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', include: unit } },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...unit],
          globalSetup: 'test/setup.ts',
        },
      },
    ],
  },
});
