// The format of server.json of 2025-12-11 in our own words, read on 2026-11-28 from the MCP Registry's repository (internal/validators/schemas/2025-12-11.json).
// It is restated because no npm package has the schema as a file (searched on 2026-11-28); server.json of that day was also valid by the schema itself.
// Stricter than that schema in one respect: keys that it does not name are refused, since the registry would ignore them.
import { z } from 'zod';

/** The address by which a manifest names this format. */
export const formatUrl = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';

const input = {
  description: z.string().optional(),
  format: z.enum(['string', 'number', 'boolean', 'filepath']).optional(),
  isRequired: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  default: z.string().optional(),
  placeholder: z.string().optional(),
  value: z.string().optional(),
  choices: z.array(z.string()).optional(),
};
const variables = z.record(z.string(), z.strictObject(input)).optional();
const inputWithVariables = { ...input, variables };
const keyValues = z.array(z.strictObject({ ...inputWithVariables, name: z.string() })).optional();
const isRepeated = z.boolean().optional();

const positionalArgument = z
  .strictObject({ ...inputWithVariables, type: z.literal('positional'), valueHint: z.string().optional(), isRepeated })
  .refine(({ value, valueHint }) => value !== undefined || valueHint !== undefined, 'needs a value or a hint');
const namedArgument = z.strictObject({ ...inputWithVariables, type: z.literal('named'), name: z.string(), isRepeated });
const programArguments = z.array(z.discriminatedUnion('type', [positionalArgument, namedArgument])).optional();

const httpTransport = { type: z.enum(['streamable-http', 'sse']), url: z.string().regex(/^https?:\/\/\S+$/), headers: keyValues };

const packageFormat = z.strictObject({
  registryType: z.string(),
  registryBaseUrl: z.url().optional(),
  identifier: z.string(),
  version: z
    .string()
    .min(1)
    .refine(version => version !== 'latest' && !/^[\^~<>=]|[*x]$/.test(version), 'must be one exact version')
    .optional(),
  fileSha256: z
    .string()
    .regex(/^[a-f0-9]{64}$/)
    .optional(),
  runtimeHint: z.string().optional(),
  runtimeArguments: programArguments,
  packageArguments: programArguments,
  transport: z.union([z.strictObject({ type: z.literal('stdio') }), z.strictObject(httpTransport)]),
  environmentVariables: keyValues,
});

const icon = z.strictObject({
  src: z.url({ protocol: /^https$/ }).max(255),
  mimeType: z.enum(['image/png', 'image/jpeg', 'image/jpg', 'image/svg+xml', 'image/webp']).optional(),
  sizes: z.array(z.string().regex(/^(\d+x\d+|any)$/)).optional(),
  theme: z.enum(['light', 'dark']).optional(),
});

const shortText = z.string().min(1).max(100);

/** Names in braces that a text refers to. */
const listReferences = (text: string): string[] => [...text.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name]) => name ?? []);

const remoteFormat = z
  .strictObject({ ...httpTransport, variables })
  .superRefine(({ url, variables: known = {}, headers = [] }, context) => {
    const unknown = listReferences(url).filter(name => !(name in known));
    const inHeaders = headers.flatMap(header => listReferences(header.value ?? '').filter(name => !(name in (header.variables ?? {}))));
    for (const name of [...unknown, ...inHeaders]) context.addIssue(`the variable ${name} is not described`);
  });

/** A whole server.json. */
export const serverFormat = z.strictObject({
  $schema: z.literal(formatUrl),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: shortText.optional(),
  description: shortText,
  version: z.string().max(255),
  websiteUrl: z.url().optional(),
  repository: z.strictObject({ url: z.url(), source: z.string(), id: z.string().optional(), subfolder: z.string().optional() }).optional(),
  icons: z.array(icon).optional(),
  packages: z.array(packageFormat).optional(),
  remotes: z.array(remoteFormat).optional(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});
