// Graceful shutdown: on SIGTERM, a server completes the requests in progress and then ends.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startHangingProvider } from '../../mcp/hanging-provider.ts';
import { startHttpCommand } from '../../mcp/http-command.ts';
import { legacyBody, post } from '../../mcp/raw-messages.ts';
import { startResponseUrlServer } from '../../slack/slack.ts';
import { startSlackServer } from '../../slack/slack-server.ts';

const provider = await startHangingProvider();
const environment = { LINEKEEPER_ACCOUNTS: provider.accounts };
const toolCall = { name: 'exolve_list_sip_ids', arguments: {} };

/** Whether the server refuses connections. */
const isGone = async (url: string) =>
  await fetch(url).then(
    () => false,
    () => true,
  );

describe('a server after SIGTERM', () => {
  it('completes the tool calls in progress, accepts no others, and exits with 0', async () => {
    const server = await startHttpCommand({ sandbox: false, environment });
    const requestArrived = provider.nextRequest();
    const answer = post(server.url, legacyBody('tools/call', toolCall));
    await requestArrived;
    const ended = server.terminate();
    await expect.poll(() => isGone(server.url)).toBe(true);
    provider.respond({ sips: [] });
    expect((await answer).body.result.structuredContent).toMatchObject({ returned: 0 });
    expect(await ended).toBe(0);
  });

  it('logs that it is ending', async () => {
    const server = await startHttpCommand();
    expect(await server.terminate()).toBe(0);
    expect(server.log()).toMatch(/ending/i);
  });

  it('closes connections without a complete request', async () => {
    const server = await startHttpCommand();
    const { hostname, port } = new URL(server.url);
    const sockets = ['', 'POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'].map(
      partialRequest => {
        const socket = connect(Number(port), hostname).on('error', () => {});
        socket.write(partialRequest);
        return once(socket, 'close');
      },
    );
    // A response to a later request proves that the server has read the partial ones.
    expect((await post(server.url, legacyBody('tools/list'))).status).toBe(200);
    expect(await server.terminate()).toBe(0);
    await Promise.all(sockets);
  }, 10_000);

  it('ends at once on a second SIGTERM', async () => {
    const server = await startHttpCommand({ sandbox: false, environment });
    const requestArrived = provider.nextRequest();
    const answer = post(server.url, legacyBody('tools/call', toolCall)).catch(() => 'cut');
    await requestArrived;
    void server.terminate();
    await expect.poll(() => isGone(server.url)).toBe(true);
    expect(await server.terminate()).toBe(143);
    expect(await answer).toBe('cut');
  });

  it('posts the answers of the Slack commands that it acknowledged', async () => {
    const urls = await startResponseUrlServer();
    const slack = await startSlackServer(urls, environment);
    const responseUrl = urls.url();
    const requestArrived = provider.nextRequest();
    await slack.command('exolve sip-ids', undefined, responseUrl);
    await requestArrived;
    const ended = slack.stop();
    await sleep(200);
    expect(urls.posts).toEqual([]);
    provider.respond({ sips: [] });
    expect(JSON.stringify(await urls.waitForPosts(responseUrl))).toContain('no rows');
    expect(await ended).toBe(0);
  });
});
