// The picture in the README is drawn from an answer's own blocks.
import { directoryOf, readAccounts, type Tool } from '@linekeeper/core';
import { systemOutside } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../packages/slack/src/render/answer.ts';
import { expectValid } from '../slack/limits.ts';
import { pictureOf } from './picture.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const accounts = readAccounts({}, providers, { source: 'The test', text: JSON.stringify(sandbox.accounts) });

describe('the picture of an answer', () => {
  it('shows what is posted', async () => {
    const tool = tools.find(({ name }) => name === 'list_lines') as Tool;
    const input = { status: ['down'], limit: 10 };
    const outcome = await tool.run(input, { directory: directoryOf(accounts, systemOutside()), deadline: { at: Date.now() + 20_000 } });
    const now = Date.parse('2026-11-02T09:30:00Z');
    const { message } = answerOf({ tool, question: { tool: tool.name, input, shown: 0 }, outcome }, { secret: 'fake', now });
    expectValid(message);
    await expect(pictureOf(message)).toMatchFileSnapshot('../../docs/slack.svg');
  });
});
