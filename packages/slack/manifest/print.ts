// Prints the app manifest with the request URLs of a server or a deployment: `pnpm slack:manifest URL [--mcp] [--watch]`, or with OUTPUTS_FILE instead of URL.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const {
  positionals: [urlOrFile = ''],
  values: { mcp = false, watch = false },
} = parseArgs({ allowPositionals: true, options: { mcp: { type: 'boolean' }, watch: { type: 'boolean' } } });
const manifest = JSON.parse(readFileSync(`${import.meta.dirname}/manifest.json`, 'utf8'));
const isUrl = urlOrFile.startsWith('https://');
const url = parseBaseUrl(isUrl ? urlOrFile : readOutput(urlOrFile, 'SlackUrl'));
if (url === undefined) {
  process.stderr.write(
    'Usage: print.ts URL|FILE [--mcp] [--watch]. URL: the https: address of the server. FILE: the output of `cdk deploy --outputs-file`. --mcp: Slackbot may ask, too. --watch: the app may post changes and digests.\n',
  );
  process.exitCode = 64;
} else {
  manifest.features.slash_commands[0].url = `${url}/slack/commands`;
  manifest.settings.interactivity.request_url = `${url}/slack/interactivity`;
  if (watch) manifest.oauth_config.scopes.bot.push('chat:write');
  if (mcp) {
    manifest.oauth_config.scopes.bot.push('mcp:connect');
    // A web function has an address of its own.
    const mcpUrl = isUrl ? undefined : readOutput(urlOrFile, 'McpUrl');
    manifest.mcp_servers = { lines: { url: mcpUrl ?? `${url}/mcp`, auth_type: 'slack_identity_auth' } };
  }
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** The URL without a query and a slash at its end; undefined unless it is an https: URL. */
function parseBaseUrl(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, origin, pathname } = new URL(text);
  return protocol === 'https:' ? `${origin}${pathname.replace(/\/+$/, '')}` : undefined;
}

/** Reads an output from the file, which maps the name of each stack to its outputs. Undefined if it cannot be read. */
function readOutput(file: string, name: string): string | undefined {
  try {
    const stacks: Record<string, Record<string, unknown>> = JSON.parse(readFileSync(file, 'utf8'));
    return Object.values(stacks)
      .map(outputs => outputs[name])
      .find(url => typeof url === 'string');
  } catch {
    return undefined;
  }
}
