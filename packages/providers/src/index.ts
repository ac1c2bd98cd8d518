// The provider registry: every operation in the order in which tools are listed, and the providers that they belong to.
import type { Operation, Provider } from '@linekeeper/core';
import { operations as callgear } from './callgear/index.ts';
import { operations as exolve } from './exolve/index.ts';
import { operations as telecomx } from './telecomx/index.ts';

/** All list operations, grouped by provider. */
export const operations: readonly Operation[] = [
  // In the order in which people see the providers.
  ...callgear,
  ...telecomx,
  ...exolve,
];

/** All providers, in the same order. */
export const providers: readonly Provider[] = [...new Set(operations.map(({ provider }) => provider))];
