// Servers that are told to end, as a service manager does: what is under way is answered first.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { silentProvider } from '../../mcp/hanging-provider.ts';
import { httpServer } from '../../mcp/http-command.ts';
import { older, post } from '../../mcp/raw-messages.ts';
import { responseUrls } from '../../slack/slack.ts';
import { serving } from '../../slack/slack-server.ts';

const provider = await silentProvider();
const environment = { LINEKEEPER_ACCOUNTS: provider.accounts };
const asked = { name: 'exolve_list_sip_ids', arguments: {} };

/** Refused connections, or none that was kept open. */
const isGone = async (url: string) =>
  await fetch(url).then(
    () => false,
    () => true,
  );

describe('a server that is told to end', () => {
  it('answers the calls under way, takes no others, and ends well', async () => {
    const server = await httpServer({ sandbox: false, environment });
    const coming = provider.asked();
    const answer = post(server.url, older('tools/call', asked));
    await coming;
    const ended = server.end();
    await expect.poll(() => isGone(server.url)).toBe(true);
    provider.answer({ sips: [] });
    expect((await answer).body.result.structuredContent).toMatchObject({ returned: 0 });
    expect(await ended).toBe(0);
  });

  it('says so to whoever watches', async () => {
    const server = await httpServer();
    expect(await server.end()).toBe(0);
    expect(server.log()).toMatch(/ending/i);
  });

  it('owes nothing to whoever has said nothing, or only a half of it', async () => {
    const server = await httpServer();
    const { hostname, port } = new URL(server.url);
    const sockets = ['', 'POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'].map(
      said => {
        const socket = connect(Number(port), hostname).on('error', () => {});
        socket.write(said);
        return once(socket, 'close');
      },
    );
    // It has read what was said.
    expect((await post(server.url, older('tools/list'))).status).toBe(200);
    expect(await server.end()).toBe(0);
    await Promise.all(sockets);
  }, 10_000);

  it('ends at once when it is told twice', async () => {
    const server = await httpServer({ sandbox: false, environment });
    const coming = provider.asked();
    const answer = post(server.url, older('tools/call', asked)).catch(() => 'cut');
    await coming;
    void server.end();
    await expect.poll(() => isGone(server.url)).toBe(true);
    expect(await server.end()).toBe(143);
    expect(await answer).toBe('cut');
  });

  it('posts the answers that Slack was promised', async () => {
    const urls = await responseUrls();
    const slack = await serving(urls, environment);
    const responseUrl = urls.url();
    const coming = provider.asked();
    await slack.ask('exolve sip-ids', undefined, responseUrl);
    await coming;
    const ended = slack.end();
    await sleep(200);
    expect(urls.posts).toEqual([]);
    provider.answer({ sips: [] });
    expect(JSON.stringify(await urls.posted(responseUrl))).toContain('no rows');
    expect(await ended).toBe(0);
  });
});
