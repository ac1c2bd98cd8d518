// The paths of the HTTP server, below its base path.

/** Path of the MCP endpoint. */
export const mcpPath = '/mcp';

/** Path of the metrics, where they are on. */
export const metricsPath = '/metrics';

/** Path of the protected resource metadata. */
export const wellKnownPath = '/.well-known/oauth-protected-resource';

/** RFC 9728 appends the resource's path; some clients request the metadata without it. */
export const metadataPaths: readonly string[] = [`${wellKnownPath}${mcpPath}`, wellKnownPath];

/** The paths of the metadata on a server with a base path: below it, and where RFC 9728 puts it, behind the well-known path. */
export const listMetadataPaths = (basePath: string): string[] => [
  ...new Set([...metadataPaths.map(path => `${basePath}${path}`), `${wellKnownPath}${basePath}${mcpPath}`]),
];
