// The protocol gates: checks by tools that come from the registry, apart from the tests that need nothing but the install.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/gates/*.gate.ts'],
    globalSetup: ['test/setup.ts', 'test/gates/tools.ts'],
    reporters: ['verbose'],
    testTimeout: 120_000,
    // Some scenarios wait half a second for an answer: nothing else competes for a small machine.
    fileParallelism: false,
  },
});
