// docs/settings.md is generated from the providers' settings, as are the forms of hosts.
import { type Provider, toJsonSchema } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { listKeyGuides } from '../../packages/cli/src/setup/account-form.ts';

const header = `# Settings

Generated from the providers' settings by \`npx -y pnpm@12 snapshots\`; do not edit. 🔑 marks credentials. How accounts are set up: [accounts.md](accounts.md).`;

/** The sets of variables, each of which suffices: `A`, or `B` and `C`. */
const renderCredentials = ({ name, credentials }: Provider) =>
  credentials.map(keys => keys.map(key => `\`${name}_${key}\``.toUpperCase()).join(' and ')).join(', or ');

function renderSection(provider: Provider): string {
  const rows = Object.entries(toJsonSchema(provider.settings).properties ?? {}).map(([key, { description, enum: choices }]) => {
    const values = choices === undefined ? '' : `: ${choices.map(choice => `\`${choice}\``).join(', ')}`;
    const mark = provider.credentials.flat().includes(key) ? ' 🔑' : '';
    return `| \`${`${provider.name}_${key}`.toUpperCase()}\`${mark} | \`${key}\` | ${description}${values} |`;
  });
  return [
    `## ${provider.title}`,
    `Needs ${renderCredentials(provider)}. In JSON: \`"provider": "${provider.name}"\`.`,
    ['| variable | in JSON | meaning |', '|---|---|---|', ...rows].join('\n'),
    ...listKeyGuides(provider).map(renderKeyGuide),
  ].join('\n\n');
}

/** Where a key is made, by the page that says so. */
function renderKeyGuide({ names, guide }: ReturnType<typeof listKeyGuides>[number]): string {
  const { steps, allowList, page, unknown } = guide;
  return [
    `**Where the key is made** (${names.map(name => `\`${name}\``).join(', ')}; [the provider's page](${page})):`,
    '',
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    ...(allowList === undefined ? [] : ['', `Allow list of addresses, without which every request is refused: ${allowList}.`]),
    ...(unknown === undefined ? [] : ['', unknown]),
  ].join('\n');
}

describe('the reference of settings', () => {
  it("matches the providers' settings", async () => {
    await expect(`${[header, ...providers.map(renderSection)].join('\n\n')}\n`).toMatchFileSnapshot('../../docs/settings.md');
  });

  it.each(
    providers.flatMap(({ name, settings }) =>
      Object.entries(toJsonSchema(settings).properties ?? {}).map(([key, { title, description }]) => ({
        key: `${name}_${key}`,
        title,
        description,
      })),
    ),
  )('has a title and a description of $key', ({ title, description }) => {
    expect([title, description]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
  });
});
