// The provider registry: every provider, and every operation in the order in which tools are listed.
import type { Operation, Provider } from '@linekeeper/core';
import { operations as callgearOperations } from './callgear/index.ts';
import { callgear } from './callgear/provider.ts';
import { operations as exolveOperations } from './exolve/index.ts';
import { exolve } from './exolve/provider.ts';
import { operations as telecomxOperations } from './telecomx/index.ts';
import { telecomx } from './telecomx/provider.ts';

/** All providers, in the order in which people see them. */
export const providers: readonly Provider[] = [callgear, telecomx, exolve];

/** All list operations, grouped by provider, in the order in which tools are listed. */
export const operations: readonly Operation[] = [...callgearOperations, ...telecomxOperations, ...exolveOperations];
