// The kinds of line that the registered lists have, and which of them report owners.
import type { Line } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { isLineList, reportsFact } from './source.ts';

const lineOperations = operations.filter(isLineList);

/** Every kind of line, in the order in which its first list is registered. The provider registry is never empty. */
export const lineKinds = [...new Set(lineOperations.flatMap(({ kind }) => kind ?? []))] as [string, ...string[]];

const toKey = (provider: string, kind = '') => `${provider} ${kind}`;

const ownedKinds = new Set(
  lineOperations.filter(operation => reportsFact(operation, 'owner')).map(({ provider, kind }) => toKey(provider.name, kind)),
);

/** Returns true if a list of the line's provider and kind reports owners. */
export const reportsOwner = ({ provider, kind }: Line): boolean => ownedKinds.has(toKey(provider, kind));
