// The tools of this process, in the order in which they are listed.
import { type ListTool, listTool, type Schemas } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';

/** Put in by the build, so that a start does not work them out; absent when run from source. */
declare const preparedSchemas: Readonly<Record<string, Schemas>> | undefined;

export const tools: readonly ListTool[] = operations.map(operation =>
  listTool(operation, { schemas: typeof preparedSchemas === 'undefined' ? undefined : preparedSchemas[operation.name] }),
);
