// A tool call through Slackbot, signed and with blocks in the answer, compared with the same call by a bearer token.
import { createAccountRegistry, readAccounts } from '@linekeeper/core';
import { systemClock, undiciRuntime } from '@linekeeper/core/node';
import { createAuthenticator, createHttpHandler, createServerFactory } from '@linekeeper/mcp';
import { providers } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { createSlackIdentity } from '@linekeeper/slack/ack';
import { toolBlocks } from '@linekeeper/slack/blocks';
import { legacyBody } from '../mcp/raw-messages.ts';
import { signingSecret, signRequest } from '../slack/sign-request.ts';
import { medianPairMs, pairRounds, report } from './report.ts';

const token = 'fake-desk-token-0123';

/** Reports the round trip of a list of 25 phones. */
export async function benchSlackbot(): Promise<void> {
  const { accounts, close } = await startSandbox({ unref: true });
  const registry = createAccountRegistry(readAccounts({}, providers, { source: 'the sandbox', value: accounts }), undiciRuntime());
  const authenticator = createAuthenticator({ tokens: [{ name: 'desk', token, accounts: ['*'] }], oauth: undefined }, () => {});
  const settings = {
    signingSecret,
    botToken: undefined,
    contact: undefined,
    access: [{ team: 'T0TEAM', accounts: ['*' as const] }],
  };
  const handle = createHttpHandler({
    factory: createServerFactory({
      tools,
      getRegistry: () => registry,
      version: '0.0.0',
      clock: systemClock,
      toolTimeoutMs: 20_000,
      supportsProgress: true,
      maxResourceBytes: 1e6,
      blocks: toolBlocks,
      log: () => {},
    }),
    authenticator: () => authenticator,
    verifier: createSlackIdentity(() => settings, systemClock),
    hostOriginPolicy: { hosts: [], origins: [], loopback: true },
    log: () => {},
  });
  const message = legacyBody('tools/call', {
    name: 'telecomx_list_sip_phones',
    arguments: {},
    _meta: { slack: { user_id: 'U0ALICE', team_id: 'T0TEAM' } },
  });
  let id = 0;
  // A request that is sent again as it was would be rejected.
  const createBody = () => JSON.stringify({ ...message, id: ++id });
  const call = async (body: string, headers: Record<string, string>) => {
    const request = new Request('http://127.0.0.1/mcp', {
      method: 'POST',
      body,
      headers: { host: '127.0.0.1', accept: 'application/json', ...headers, 'content-type': 'application/json' },
    });
    await (await handle(request)).text();
  };
  // Slack signs before it sends.
  const requests = Array.from({ length: pairRounds }, () => {
    const body = createBody();
    return { body, headers: signRequest(body).headers };
  });
  const [signed, bearer] = await medianPairMs(
    async () => {
      const { body = '', headers = {} } = requests.pop() ?? {};
      await call(body, headers);
    },
    () => call(createBody(), { authorization: `Bearer ${token}` }),
  );
  report('a call through Slackbot', signed, bearer, 1.1, 'ms ');
  await close();
}
