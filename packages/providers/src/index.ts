// The register: every provider, and every operation in the order in which tools are listed.
import type { Operation, Provider } from '@linekeeper/core';
import { operations as ofCallgear } from './callgear/index.ts';
import { callgear } from './callgear/provider.ts';
import { operations as ofExolve } from './exolve/index.ts';
import { exolve } from './exolve/provider.ts';
import { operations as ofTelecomx } from './telecomx/index.ts';
import { telecomx } from './telecomx/provider.ts';

export const providers: readonly Provider[] = [callgear, telecomx, exolve];

export const operations: readonly Operation[] = [...ofCallgear, ...ofTelecomx, ...ofExolve];
