// The sandbox: three telephony providers played on loopback, with a believable company in them and faults on request.

import { callgear } from './callgear/api.ts';
import type { CallGearLimits } from './callgear/quota.ts';
import { buildCompany, type Company } from './company/company.ts';
import { exolve } from './exolve/api.ts';
import { type Fault, FaultQueue, type Provider } from './faults.ts';
import type { SandboxRequest } from './request-log.ts';
import { type House, listen, shut } from './server.ts';
import { telecomx } from './telecomx/api.ts';

export type { CallGearLimits } from './callgear/quota.ts';
export { buildCompany, type Company } from './company/company.ts';
export type { Trunk } from './company/copenhagen.ts';
export type { Known } from './company/expected-findings.ts';
export type { OwnedNumber, SipId } from './company/kazan.ts';
export type { CustomerUser, Employee } from './company/moscow.ts';
export type { SipLine } from './company/moscow-lines.ts';
export type { VirtualNumber } from './company/moscow-numbers.ts';
export type { Person } from './company/people.ts';
export type { Phone } from './company/phones.ts';
export { type Fault, operations, type Provider } from './faults.ts';
export type { SandboxRequest } from './request-log.ts';

/** An account's configuration, ready to be written as JSON. */
export type SandboxAccount =
  | { name: 'copenhagen'; provider: 'telecomx'; token: string; base_url: string }
  | { name: 'moscow'; provider: 'callgear'; brand: 'uis'; access_token: string; base_url: string }
  | { name: 'kazan'; provider: 'exolve'; api_key: string; base_url: string };

export interface SandboxOptions {
  /** Default 0: any free one. */
  port?: number;
  host?: '127.0.0.1';
  company?: Company;
  /** Every answer waits this long. */
  latencyMs?: number;
  /** What providers were seen to do in production beside their pages; default true. */
  quirks?: boolean;
  /** Milliseconds since 1970; moves sessions and budgets, never the data. */
  now?: () => number;
  /** The process may end while the sandbox is open. */
  unref?: boolean;
  /** How long a CallGear session key lives; default 3600. */
  sessionSeconds?: number;
  /** How long a Telecom X session token lives; default 15. */
  sessionMinutes?: number;
  /** CallGear refuses the Russian values of physical_state in filters, as some hosts do. */
  refusesRussian?: boolean;
  /** CallGear's budgets of calls; default 250 a minute and 50,000 a day. */
  limits?: CallGearLimits;
}

export interface Sandbox {
  /** http://127.0.0.1:PORT */
  url: string;
  accounts: SandboxAccount[];
  /** The truth, before quirks: what a test works its answers out from. */
  company: Company;
  /** What was asked of the three, in order; the newest 10,000. */
  requests: SandboxRequest[];
  fail(fault: Fault): void;
  clearFaults(): void;
  /** Accept this key from now on and refuse the old one; `accounts` keeps the old one. */
  rotate(provider: Provider, credential: string): void;
  /** Open connections are cut, not waited for. */
  close(): Promise<void>;
}

const keys = { telecomx: 'sandbox-telecomx-token', callgear: 'sandbox-callgear-token', exolve: 'sandbox-exolve-key' };

let nordlys: Company | undefined;

function theCompany(): Company {
  nordlys ??= buildCompany();
  return nordlys;
}

function accounts(url: string): SandboxAccount[] {
  return [
    { name: 'copenhagen', provider: 'telecomx', token: keys.telecomx, base_url: `${url}/telecomx` },
    { name: 'moscow', provider: 'callgear', brand: 'uis', access_token: keys.callgear, base_url: `${url}/callgear/v2.0` },
    { name: 'kazan', provider: 'exolve', api_key: keys.exolve, base_url: `${url}/exolve` },
  ];
}

function furnish(company: Company, options: SandboxOptions): House {
  const { quirks = true, now = Date.now } = options;
  const standIns = [
    telecomx({ office: company.copenhagen, key: keys.telecomx, quirks, now, sessionMinutes: options.sessionMinutes ?? 15 }),
    callgear({
      office: company.moscow,
      key: keys.callgear,
      quirks,
      now,
      sessionSeconds: options.sessionSeconds ?? 3600,
      refusesRussian: options.refusesRussian ?? false,
      limits: options.limits ?? {},
    }),
    exolve({ office: company.kazan, key: keys.exolve, quirks }),
  ];
  const { latencyMs = 0, unref = false } = options;
  return { standIns, faults: new FaultQueue(), requests: [], latencyMs, unref, closing: new AbortController() };
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const company = options.company ?? theCompany();
  const house = furnish(company, options);
  const { server, url } = await listen(house, options.host ?? '127.0.0.1', options.port ?? 0);
  return {
    url,
    accounts: accounts(url),
    company,
    requests: house.requests,
    fail: fault => house.faults.add(fault),
    clearFaults: () => house.faults.clear(),
    rotate: (provider, credential) => house.standIns.find(standIn => standIn.provider === provider)?.rotate(credential),
    close: () => shut(house, server),
  };
}
