// The picture in the README is rendered from the blocks of a real answer.
import { createAccountRegistry, readAccounts, type Tool } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { renderAnswer } from '../../packages/slack/src/render/answer.ts';
import { expectValid } from '../slack/limits.ts';
import { renderMessageSvg } from './picture.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const accounts = readAccounts({}, providers, { source: 'The test', value: sandbox.accounts });

describe('the picture of an answer', () => {
  it('shows what is posted', async () => {
    const tool = tools.find(({ name }) => name === 'list_lines') as Tool;
    const input = { status: ['down'], limit: 10 };
    const result = await tool.run(input, {
      registry: createAccountRegistry(accounts, undiciRuntime()),
      deadline: { at: Date.now() + 20_000 },
    });
    const now = Date.parse('2026-11-02T09:30:00Z');
    const { message } = renderAnswer({ tool, toolCall: { tool: tool.name, input, shown: 0 }, result }, { secret: 'fake', now });
    expectValid(message);
    await expect(renderMessageSvg(message)).toMatchFileSnapshot('../../docs/slack.svg');
  });
});
