// The README of the published package: in the repository it shows the clone's commands, since nothing is published before a release.
import { readFileSync } from 'node:fs';
import { answersInColumns } from '../src/hosts/host.ts';
import { hosts } from '../src/hosts/hosts.ts';

/** How a host starts the server: from a clone, or the published package. */
export const cloneCommand = ['/path/to/linekeeper/node_modules/.bin/node', '/path/to/linekeeper/packages/cli/src/linekeeper.ts'];
const publishedCommand = ['npx', '-y', 'linekeeper'];

/** A mark names the command that prints the block behind it. */
export const configurationMark = /(<!-- linekeeper config (\S+)(.*?) -->\n)[\s\S]*?(<!-- end -->)/g;

/** What stands in the repository alone. */
const cloneOnly = /<!-- clone -->\n[\s\S]*?<!-- \/clone -->\n\n?/g;

/** Where a link stands that installs the package in Cursor. */
const cursorLinkMark = '<!-- link for Cursor -->\n';

/** Writes the configurations of a document for a server that is started by this command. */
export const renderConfigurations = (document: string, command: readonly string[]): string =>
  document.replace(
    configurationMark,
    (_, mark: string, name: string, options: string, end: string) => `${mark}${renderConfiguration(name, options, command)}${end}`,
  );

function renderConfiguration(name: string, options: string, command: readonly string[]): string {
  const host = hosts[name];
  if (host === undefined) throw new Error(`${name} is not a host`);
  const [, url] = /--http (\S+)/.exec(options) ?? [];
  const sandbox = options.includes('--sandbox');
  const text =
    url === undefined
      ? host.formatLocal({
          commandLine: [...command, 'mcp', ...(sandbox ? ['--sandbox'] : [])],
          environment: sandbox ? {} : { LINEKEEPER_ACCOUNTS_FILE: '~/.config/linekeeper/accounts.json', ...answersInColumns },
          credentialVariables: [],
        })
      : host.formatRemote({ url, tokenVariable: url.startsWith('https:') ? 'LINES_TOKEN' : undefined });
  return `\`\`\`${text.startsWith('{') ? 'json' : 'sh'}\n${text}\`\`\`\n`;
}

/** The README of the package. */
export function createPublishedReadme(): string {
  const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');
  const published = publishedCommand.join(' ');
  const text = readme
    .replace(cloneOnly, '')
    .replace(cursorLinkMark, formatCursorLink())
    .replace(/^linekeeper /gm, `${published} `)
    .replaceAll('`linekeeper ', `\`${published} `);
  return renderConfigurations(text, publishedCommand);
}

/** Installs the sandbox, which needs no account. */
function formatCursorLink(): string {
  const [command, ...args] = publishedCommand;
  const config = Buffer.from(JSON.stringify({ command, args: [...args, 'mcp', '--sandbox'] })).toString('base64');
  return `This link installs the sandbox in Cursor:\n\n\`\`\`\ncursor://anysphere.cursor-deeplink/mcp/install?name=linekeeper&config=${config}\n\`\`\`\n`;
}
