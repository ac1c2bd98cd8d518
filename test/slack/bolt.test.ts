// Bolt as a judge: the requests of these tests are requests to it, and it reads them as we do.
import { App, type BlockAction, HTTPReceiver, type SlashCommand } from '@slack/bolt';
import { afterAll, describe, expect, it } from 'vitest';
import { buttonIn, commandIn, formOf } from '../../packages/slack/src/ack/request.ts';
import { alice, buttonForm, commandForm, signed, signingSecret } from './slack.ts';

const heard: { command?: SlashCommand; action?: BlockAction } = {};
const receiver = new HTTPReceiver({ signingSecret, endpoints: ['/slack/commands', '/slack/interactivity'], port: 0 });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-fake', botId: 'B0', botUserId: 'U0BOT' }),
});
app.command('/lines', async ({ command, ack }) => {
  heard.command = command;
  await ack();
});
app.action('more', async ({ body, ack }) => {
  heard.action = body as BlockAction;
  await ack();
});
const server = await app.start(0);
afterAll(() => app.stop());
// A server that listens on a port has an address with one.
const { port } = server.address() as { port: number };

const responseUrl = 'https://hooks.slack.com/actions/T0TEAM/1/fake';
const send = (path: string, form: string) => fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', ...signed(form) });
const formIn = (form: string) =>
  formOf({ method: 'POST', path: '', headers: signed(form).headers, body: Buffer.from(form) }) ?? new URLSearchParams();

describe('a request as Bolt reads it', () => {
  it('is a command with the same asker, text, trigger and response URL', async () => {
    const form = commandForm('list owner="Åse & Bo" +45', alice, responseUrl, 'one.trigger');
    expect((await send('/slack/commands', form)).status).toBe(200);
    const {
      team_id: team,
      channel_id: channel,
      user_id: user,
      text,
      trigger_id: trigger,
      response_url,
    } = heard.command ?? ({} as SlashCommand);
    expect(commandIn(formIn(form))).toEqual({ asker: { team, channel, user }, text, trigger, responseUrl: response_url });
  });

  it('is a button with the same presser, value, message and selects', async () => {
    const form = buttonForm({ action_id: 'more', value: 'a.b.c', selected: { status: 'down' } }, alice, responseUrl);
    expect((await send('/slack/interactivity', form)).status).toBe(200);
    const { action } = heard;
    const [pressed] = action?.actions ?? [];
    expect(buttonIn(formIn(form))).toEqual({
      asker: { team: action?.team?.id, channel: action?.channel?.id, user: action?.user.id },
      action: pressed?.action_id,
      value: pressed?.type === 'button' ? pressed.value : undefined,
      message: action?.container.message_ts,
      selected: { status: action?.state?.values.generated?.status?.selected_option?.value },
      responseUrl: action?.response_url,
    });
  });

  it('is refused by both with another secret', async () => {
    const { body, headers } = signed('payload={}', { secret: 'another' });
    expect((await fetch(`http://127.0.0.1:${port}/slack/commands`, { method: 'POST', body, headers })).status).toBe(401);
  });
});
