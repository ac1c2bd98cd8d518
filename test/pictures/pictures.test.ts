// The pictures of the README, drawn from real output. `npx -y pnpm@12 pictures` writes them; here they are compared.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createAccountRegistry, readAccounts, type Tool } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { buildCompany, startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { renderAnswer } from '../../packages/slack/src/render/answer.ts';
import { commandFile } from '../command.ts';
import { hasChromium, reportSkipped } from '../mcp-app/page.ts';
import { closeView, getVisibleText, useView } from '../mcp-app/tool-calls.ts';
import { expectValid } from '../slack/limits.ts';
import { drawMessages } from './slack-picture.ts';
import { drawTerminal } from './terminal-picture.ts';
import { readScreen } from './terminal-screen.ts';
import { themes } from './theme.ts';

const folder = `${import.meta.dirname}/../../docs/pictures`;
/** Set by `pnpm pictures`: pixels differ between browsers, so the picture of the view is written, and its text compared. */
const writesPixels = process.env.LINEKEEPER_PICTURES === 'write';
reportSkipped('the picture of the view');

describe('the picture of the terminal', () => {
  const columns = 100;
  const commands = [
    ['lines', '--sandbox', '--status', 'down'],
    ['find', '--sandbox', '70 30 50 50'],
  ];
  const quote = (word: string) => (/^[\w.,/-]+$/.test(word) ? word : `'${word}'`);

  /** What the command shows in a terminal. */
  function run(args: readonly string[]): string {
    const command = [process.execPath, commandFile, ...args].map(quote).join(' ');
    return execFileSync('script', ['-qec', `stty cols ${columns} rows 60; exec ${command}`, '/dev/null'], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, TERM: 'xterm-256color', SHELL: '/bin/sh' },
    });
  }

  const output = commands.map(args => `\u001b[2m$\u001b[22m linekeeper ${args.map(quote).join(' ')}\n${run(args)}`).join('\n');
  const lines = readScreen(output).slice(0, -1);

  it('shows no line that is wider than the window', () => {
    for (const line of lines) expect(line.map(({ text }) => text).join('').length).toBeLessThanOrEqual(columns);
  });

  it.each(themes)('shows what the command prints, on a $name page', async theme => {
    const svg = drawTerminal(lines, columns, 'Linekeeper in a terminal: which lines are down, and who has a number', theme);
    await expect(svg).toMatchFileSnapshot(`${folder}/terminal-${theme.name}.svg`);
  });
});

describe('the picture of Slack', async () => {
  const sandbox = await startSandbox({ company: buildCompany({ hostileText: false }) });
  afterAll(() => sandbox.close());
  const registry = createAccountRegistry(readAccounts({}, providers, { source: 'The test', value: sandbox.accounts }), undiciRuntime());

  /** The message that is posted for a tool call. */
  async function post(name: string, input: Record<string, unknown>) {
    // The names below are those of tools.
    const tool = tools.find(one => one.name === name) as Tool;
    const result = await tool.run(input, { registry, deadline: { at: Date.now() + 20_000 } });
    const now = Date.parse('2026-11-02T09:30:00Z');
    const { message } = renderAnswer({ tool, toolCall: { tool: name, input, shown: 0 }, result }, { secret: 'fake', now });
    expectValid(message);
    return message;
  }

  const messages = [await post('summarize_lines', {}), await post('list_lines', { status: ['down'] })];

  it.each(themes)('shows what is posted, on a $name page', async theme => {
    const svg = drawMessages(messages, 'The summary of /lines with its buttons, and a list, in Slack', theme, 6);
    await expect(svg).toMatchFileSnapshot(`${folder}/slack-${theme.name}.svg`);
  });
});

describe.runIf(hasChromium)('the picture of the view', () => {
  const { openWithResult } = useView();

  it.each(themes)('shows the inventory, on a $name page', async ({ name }) => {
    const viewPage = await openWithResult(
      'list_lines',
      { kind: ['sip_phone', 'sip_line'], limit: 60 },
      { width: 840, context: { theme: name } },
    );
    await viewPage.page.setViewportSize({ width: 840, height: 560 });
    await viewPage.page.locator('iframe').evaluate(frame => {
      frame.style.height = '560px';
    });
    if (writesPixels) {
      // Twice the pixels, for screens that have them.
      const session = await viewPage.page.context().newCDPSession(viewPage.page);
      await session.send('Emulation.setDeviceMetricsOverride', { width: 840, height: 560, deviceScaleFactor: 2, mobile: false });
      const pixels = await viewPage.page.screenshot();
      writeFileSync(`${folder}/view-${name}.png`, pixels);
    }
    await expect(`${await getVisibleText(viewPage.view.locator('body'))}\n`).toMatchFileSnapshot(`${folder}/view.txt`);
    await closeView(viewPage);
  });
});
