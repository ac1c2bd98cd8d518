// The `fields` argument of a question: which fields of its lines an answer has.
import { type Line, LinekeeperError, type Row, unknownNameMessage } from '@linekeeper/core';
import * as z from 'zod';
import { lineFields } from './line-schema.ts';

/** Creates the zod shape of the `fields` parameter. */
export const createFieldsShape = () => ({ fields: z.array(z.string()).min(1).optional().describe('Only these fields of a line') });

/** The `fields` argument, validated. */
export type FieldsInput = z.output<z.ZodObject<ReturnType<typeof createFieldsShape>>>;

/** Returns a function that picks the requested fields of a line, or the default ones: all of them if not given. Throws `input` for a field that lines do not have. */
export function createLineProjection({ fields }: FieldsInput, defaultFields?: readonly string[]): (line: Line) => Row {
  const unknown = fields?.find(name => !lineFields.includes(name));
  if (unknown !== undefined) throw new LinekeeperError('input', unknownNameMessage('field', unknown, lineFields), { field: 'fields' });
  const names = fields ?? defaultFields;
  if (names === undefined) return line => line;
  return line => {
    const row: Row = line;
    return Object.fromEntries(names.flatMap(name => (row[name] === undefined ? [] : [[name, row[name]]])));
  };
}
