// A JSON Schema as the SDK takes it. Arguments are checked by the tool itself, so that wrong ones get its own errors.
import type { JsonSchema } from '@linekeeper/core';
import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';

/** Advertises the schema and accepts everything. */
export function asStandardSchema(schema: JsonSchema): StandardSchemaWithJSON<unknown> {
  const json = () => ({ ...schema });
  return { '~standard': { version: 1, vendor: 'linekeeper', validate: value => ({ value }), jsonSchema: { input: json, output: json } } };
}
