// The schemas of tools that the build has generated, to save computing them at each start.
import { lazy, type ToolSchemas } from './tool.ts';

/** The JSON of the schemas by the tool's name, injected by the build; undefined when run from source. */
declare const preparedSchemas: Readonly<Record<string, string>> | undefined;

/** The prepared schemas of a tool, parsed when one is first read: a call needs those of one tool. Undefined if there are none. */
export function getPreparedSchemas(name: string): ToolSchemas | undefined {
  const json = typeof preparedSchemas === 'undefined' ? undefined : preparedSchemas[name];
  if (json === undefined) return undefined;
  // The build wrote it from such schemas.
  const parse = lazy(() => JSON.parse(json) as ToolSchemas);
  return {
    get inputSchema() {
      return parse().inputSchema;
    },
    get outputSchema() {
      return parse().outputSchema;
    },
  };
}
