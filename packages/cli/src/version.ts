// The version of the package.
import packageJson from '../package.json' with { type: 'json' };

/** Printed by `--version`, and reported to MCP clients. */
export const { version } = packageJson;
