// Prints the app's manifest with the addresses of a server or a deployment: `pnpm slack:manifest https://…` or a file of `cdk deploy --outputs-file`.
import { readFileSync } from 'node:fs';

const [from = ''] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(`${import.meta.dirname}/manifest.json`, 'utf8'));
const url = addressIn(from);
if (url === undefined) {
  process.stderr.write('Give the https: address of the server, or the file that `cdk deploy --outputs-file` has written.\n');
  process.exitCode = 64;
} else {
  manifest.features.slash_commands[0].url = `${url}/slack/commands`;
  manifest.settings.interactivity.request_url = `${url}/slack/interactivity`;
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** An address as it is, or the `SlackUrl` among a deployment's outputs; without a `/` at its end. */
function addressIn(given: string): string | undefined {
  const text = given.startsWith('https://') ? given : outputIn(given);
  return text !== undefined && URL.canParse(text) && new URL(text).protocol === 'https:' ? new URL(text).origin : undefined;
}

/** The file holds the outputs of each stack by name. */
function outputIn(file: string): string | undefined {
  try {
    const stacks: Record<string, Record<string, unknown>> = JSON.parse(readFileSync(file, 'utf8'));
    const found = Object.values(stacks).map(outputs => outputs.SlackUrl);
    return found.find(value => typeof value === 'string');
  } catch {
    return undefined;
  }
}
