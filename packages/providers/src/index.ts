// The register: every provider, and every operation in the order in which tools are listed.
import type { Operation, Provider } from '@linekeeper/core';
import * as callgearOperations from './callgear/index.ts';
import { callgear } from './callgear/provider.ts';
import * as exolveOperations from './exolve/index.ts';
import { exolve } from './exolve/provider.ts';
import * as telecomxOperations from './telecomx/index.ts';
import { telecomx } from './telecomx/provider.ts';

export const providers: readonly Provider[] = [callgear, telecomx, exolve];

export const operations: readonly Operation[] = [callgearOperations, telecomxOperations, exolveOperations].flatMap(own =>
  Object.values(own),
);
