// Parsing of requests, compared with Bolt: both parse the same commands and button presses to the same values.
import { App, type BlockAction, HTTPReceiver, type SlashCommand } from '@slack/bolt';
import { afterAll, describe, expect, it } from 'vitest';
import { parseButtonRequest, parseCommandRequest, parseForm } from '../../packages/slack/src/ack/request.ts';
import { alice, createButtonForm, createCommandForm, signingSecret, signRequest } from './slack.ts';

const received: { command?: SlashCommand; action?: BlockAction } = {};
const receiver = new HTTPReceiver({ signingSecret, endpoints: ['/slack/commands', '/slack/interactivity'], port: 0 });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-fake', botId: 'B0', botUserId: 'U0BOT' }),
});
app.command('/lines', async ({ command, ack }) => {
  received.command = command;
  await ack();
});
app.action('more', async ({ body, ack }) => {
  received.action = body as BlockAction;
  await ack();
});
const server = await app.start(0);
afterAll(() => app.stop());
// A listening server has an address with a port.
const { port } = server.address() as { port: number };

const responseUrl = 'https://hooks.slack.com/actions/T0TEAM/1/fake';
const send = (path: string, form: string) => fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', ...signRequest(form) });
const parse = (form: string) =>
  parseForm({ method: 'POST', path: '', headers: signRequest(form).headers, body: Buffer.from(form) }) ?? new URLSearchParams();

describe('a request to Bolt', () => {
  it('is a command with the same requester, text, trigger id and response URL', async () => {
    const form = createCommandForm('list owner="Åse & Bo" +45', alice, responseUrl, 'one.trigger');
    expect((await send('/slack/commands', form)).status).toBe(200);
    const {
      team_id: team,
      channel_id: channel,
      user_id: user,
      text,
      trigger_id: triggerId,
      response_url,
    } = received.command ?? ({} as SlashCommand);
    expect(parseCommandRequest(parse(form))).toEqual({ requester: { team, channel, user }, text, triggerId, responseUrl: response_url });
  });

  it('is a button press with the same requester, value, message and selects', async () => {
    const form = createButtonForm({ action_id: 'more', value: 'a.b.c', selected: { status: 'down' } }, alice, responseUrl);
    expect((await send('/slack/interactivity', form)).status).toBe(200);
    const { action } = received;
    const [pressed] = action?.actions ?? [];
    expect(parseButtonRequest(parse(form))).toEqual({
      requester: { team: action?.team?.id, channel: action?.channel?.id, user: action?.user.id },
      action: pressed?.action_id,
      value: pressed?.type === 'button' ? pressed.value : undefined,
      messageTs: action?.container.message_ts,
      selected: { status: action?.state?.values.generated?.status?.selected_option?.value },
      responseUrl: action?.response_url,
    });
  });

  it('is a button press of the user’s own team, also where the channel is shared with another one', async () => {
    const shared = JSON.parse(
      new URLSearchParams(createButtonForm({ action_id: 'more', value: 'a' }, alice, responseUrl)).get('payload') ?? '',
    );
    const getTeam = (teams: object) => {
      const request = parseButtonRequest(parse(new URLSearchParams({ payload: JSON.stringify({ ...shared, ...teams }) }).toString()));
      return request === undefined || request === 'other' ? request : request.requester.team;
    };
    expect(getTeam({ team: { id: 'T0APP' }, user: { ...shared.user, team_id: 'T0OWN' } })).toBe('T0OWN');
    expect(getTeam({ team: null, user: { ...shared.user, team_id: 'T0OWN' } })).toBe('T0OWN');
    expect(getTeam({ team: { id: 'T0APP' }, user: { id: alice.user } })).toBe('T0APP');
    expect(getTeam({ team: null, user: { id: alice.user } })).toBeUndefined();
  });

  it('is rejected if it is signed with another secret', async () => {
    const { body, headers } = signRequest('payload={}', { secret: 'another' });
    expect((await fetch(`http://127.0.0.1:${port}/slack/commands`, { method: 'POST', body, headers })).status).toBe(401);
  });
});
