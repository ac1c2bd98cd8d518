// A gateway before the sandbox: accounts whose requests meet a fault while it is on, and accounts that are always answered.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildCompany, type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { highCallGearLimits } from '../../sandbox/high-limits.ts';
import { type FaultKind, type ProviderName, planted } from './fault-kind.ts';

/** The providers, in the order in which accounts are listed. */
const providerNames: readonly ProviderName[] = ['callgear', 'telecomx', 'exolve'];

/** The credentials of all accounts. No surface may show them. */
const credentials: Readonly<Record<ProviderName, string>> = {
  callgear: `${planted}-callgear-0123456789`,
  telecomx: `${planted}-telecomx-0123456789`,
  exolve: `${planted}-exolve-0123456789`,
};

/** Spellings of the credentials that are not the credential itself. */
export const encodedCredentials: readonly string[] = Object.values(credentials).map(credential =>
  // The last characters depend on what follows.
  Buffer.from(credential).toString('base64').slice(0, 24),
);

/** One account, in the format of LINEKEEPER_ACCOUNTS. */
interface GatewayAccount {
  name: string;
  provider: ProviderName;
  base_url: string;
}

/** A kind of fault with the accounts that meet it, and accounts that do not. */
export interface FaultTarget {
  kind: FaultKind;
  /** A short name of its own. */
  name: string;
  /** One account a provider. */
  faulty: readonly GatewayAccount[];
  healthy: readonly GatewayAccount[];
  /** Whether requests meet the fault. */
  isOn: boolean;
}

/** A running gateway. */
export interface Gateway {
  /** Opens a port for a kind of fault. The target's name is made of the index. */
  open(kind: FaultKind, index: number): Promise<FaultTarget>;
  close(): Promise<void>;
}

/** Starts the gateway, with a few rows in each list behind it. */
export async function startGateway(): Promise<Gateway> {
  const company = buildCompany({ hostileText: false });
  const { copenhagen, moscow, kazan } = company;
  const sandbox = await startSandbox({
    company: { ...company, copenhagen: shorten(copenhagen), moscow: shorten(moscow), kazan: shorten(kazan) },
    callGearLimits: highCallGearLimits,
  });
  const servers: Server[] = [];
  const pages = new Map<string, Promise<string>>();
  const listen = async (target: Pick<FaultTarget, 'kind' | 'isOn'> | undefined) => {
    const server = createGatewayServer(target, request => fetchPage(request, sandbox, pages));
    servers.push(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    // A listening server has an address with a port.
    return `${target?.kind.isTls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const healthy = createAccounts('ok', await listen(undefined));
  return {
    async open(kind, index) {
      const name = `k${index}`;
      const target: FaultTarget = { kind, name, healthy, faulty: [], isOn: true };
      return Object.assign(target, { faulty: createAccounts(name, await listen(target)) });
    },
    async close() {
      for (const server of servers) server.close();
      await sandbox.close();
    },
  };
}

const createAccounts = (prefix: string, url: string): GatewayAccount[] =>
  providerNames.map(provider => ({
    name: `${prefix}-${provider}`,
    provider,
    base_url: `${url}/${provider}`,
    ...{
      callgear: { access_token: credentials.callgear, brand: 'uis' },
      telecomx: { token: credentials.telecomx },
      exolve: { api_key: credentials.exolve },
    }[provider],
  }));

/** The same office with at most three entries in each of its lists. */
const shorten = <Office extends object>(office: Office): Office =>
  // Entries are removed, and none is changed.
  Object.fromEntries(Object.entries(office).map(([name, value]) => [name, Array.isArray(value) ? value.slice(0, 3) : value])) as Office;

/** The users of an agent, in place of the sandbox's refusal. */
const customerUsers = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  result: { data: [{ id: 1, name: 'User', login: 'user', password: `${planted}-in-a-row` }], metadata: { total_items: 1 } },
});

interface ReceivedRequest {
  method: string;
  path: string;
  body: string;
  headers: Record<string, string>;
}

function createGatewayServer(
  target: Pick<FaultTarget, 'kind' | 'isOn'> | undefined,
  getPage: (request: ReceivedRequest) => Promise<string>,
): Server {
  const handle = async (message: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url: path = '/', headers, socket } = message;
    const { authorization = '', 'content-type': contentType = '' } = headers;
    const body = await text(message);
    const page = await getPage({ method, path, body, headers: { authorization, 'content-type': contentType } });
    const credential = credentials[providerNames.find(name => path.startsWith(`/${name}`)) ?? 'exolve'];
    if (target?.isOn && target.kind.respond !== undefined) target.kind.respond({ response, socket, page, credential });
    else response.writeHead(200, { 'content-type': 'application/json' }).end(page);
  };
  // A connection that closes while it is used again would be another fault.
  const http = createServer({ keepAliveTimeout: 300_000 }, (message, response) => {
    response.on('error', () => {});
    // A client that is gone needs no answer.
    handle(message, response).catch(() => response.destroy());
  });
  return createSocketServer(socket => {
    socket.on('error', () => {});
    if (target?.isOn && target.kind.connect !== undefined) target.kind.connect(socket);
    else http.emit('connection', socket);
  });
}

/** The sandbox's response, with a planted secret in each row. */
function fetchPage(
  { method, path, body, headers }: ReceivedRequest,
  sandbox: Sandbox,
  pages: Map<string, Promise<string>>,
): Promise<string> {
  const useSandboxCredential = (value: string) =>
    sandbox.accounts.reduce(
      (changed, account) =>
        changed.replaceAll(
          credentials[account.provider],
          'token' in account ? account.token : 'api_key' in account ? account.api_key : account.access_token,
        ),
      value,
    );
  const key = JSON.stringify([method, path, body]);
  const fetchOnce = async () => {
    const response = await fetch(useSandboxCredential(sandbox.url + path.replace(/^\/callgear/, '/callgear/v2.0')), {
      method,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, useSandboxCredential(value)])),
      ...(method === 'POST' && { body: useSandboxCredential(body) }),
    });
    if (body.includes('get.customer_users')) return customerUsers;
    return (await response.text()).replaceAll('"name":', `"password":"${planted}-in-a-row","name":`);
  };
  const page = pages.get(key) ?? fetchOnce();
  pages.set(key, page);
  return page;
}
