import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/setup.ts',
    testTimeout: 20_000,
    // What is waited for comes later where the machine is slow.
    expect: { poll: { timeout: 10_000 } },
    // Real sockets and spawned commands on small machines: no more workers than cores.
    maxWorkers: 2,
  },
});
