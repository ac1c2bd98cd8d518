// Prints the app manifest with the request URLs of a server or a deployment: `pnpm slack:manifest URL [--mcp] [--watch]`, or with OUTPUTS_FILE instead of URL.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const {
  positionals: [urlOrFile = ''],
  values: { mcp = false, watch = false },
} = parseArgs({ allowPositionals: true, options: { mcp: { type: 'boolean' }, watch: { type: 'boolean' } } });
const manifest = JSON.parse(readFileSync(`${import.meta.dirname}/manifest.json`, 'utf8'));
const url = getBaseUrl(urlOrFile);
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
    manifest.mcp_servers = { lines: { url: `${url}/mcp`, auth_type: 'slack_identity_auth' } };
  }
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** The origin of the URL, or of the output `SlackUrl` in the file; undefined unless it is an https: URL. */
function getBaseUrl(urlOrFile: string): string | undefined {
  const text = urlOrFile.startsWith('https://') ? urlOrFile : readSlackUrl(urlOrFile);
  return text !== undefined && URL.canParse(text) && new URL(text).protocol === 'https:' ? new URL(text).origin : undefined;
}

/** Reads `SlackUrl` from the file, which maps the name of each stack to its outputs. Undefined if it cannot be read. */
function readSlackUrl(file: string): string | undefined {
  try {
    const stacks: Record<string, Record<string, unknown>> = JSON.parse(readFileSync(file, 'utf8'));
    const urls = Object.values(stacks).map(outputs => outputs.SlackUrl);
    return urls.find(url => typeof url === 'string');
  } catch {
    return undefined;
  }
}
