// The sandbox: fake servers of three telephony providers on loopback, with the data of an invented company and fault injection.

import { createCallGear } from './callgear/api.ts';
import type { Brand } from './callgear/fields.ts';
import type { CallGearLimits } from './callgear/quota.ts';
import { buildCompany, type Company } from './company/company.ts';
import { createExolve } from './exolve/api.ts';
import type { FakeProvider } from './fake-provider.ts';
import { type Fault, FaultQueue, type ProviderName } from './faults.ts';
import type { SandboxRequest } from './request-log.ts';
import { closeServer, listen, type SandboxServer } from './server.ts';
import { createTelecomX } from './telecomx/api.ts';

export type { CallGearLimits } from './callgear/quota.ts';
export { buildCompany, type Company } from './company/company.ts';
export type { Trunk } from './company/copenhagen-trunks.ts';
export type { ExpectedFinding } from './company/expected-findings.ts';
export type { OwnedNumber, SipId } from './company/kazan.ts';
export type { CustomerUser, Employee } from './company/moscow-groups.ts';
export type { SipLine } from './company/moscow-lines.ts';
export type { VirtualNumber } from './company/moscow-numbers.ts';
export type { Person } from './company/people.ts';
export type { Phone } from './company/phones.ts';
export { type Fault, type ProviderName, providerOperations } from './faults.ts';
export type { SandboxRequest } from './request-log.ts';
export { createStory, type Story, type StoryStep } from './story/story.ts';

/** The configuration of one account, in the format of LINEKEEPER_ACCOUNTS. */
export type SandboxAccount =
  | { name: 'copenhagen'; provider: 'telecomx'; token: string; base_url: string }
  | { name: 'moscow'; provider: 'callgear'; brand: 'uis'; access_token: string; base_url: string }
  | { name: 'kazan'; provider: 'exolve'; api_key: string; base_url: string };

/** How the sandbox runs; all options have defaults. */
export interface SandboxOptions {
  /** Default 0: any free port. */
  port?: number;
  host?: '127.0.0.1';
  /** The data to serve; default: that of `buildCompany()`, made with the first request. */
  company?: Company;
  /** If false, ordinary text stands in place of the injection payloads of the default data; default true. */
  hostileText?: boolean;
  /** Delay before every response of a provider; default 0. */
  latencyMs?: number;
  /** Whether to imitate undocumented behavior that was observed in production; default true. */
  quirks?: boolean;
  /** Milliseconds since 1970; affects sessions and quotas, never the data. */
  now?: () => number;
  /** If true, the sandbox does not keep the process alive. */
  unref?: boolean;
  /** Lifetime of a CallGear session key in seconds; default 3600. */
  callGearSessionSeconds?: number;
  /** Lifetime of a Telecom X session token in minutes; default 15. */
  telecomXSessionMinutes?: number;
  /** If true, CallGear rejects the Russian values of physical_state in filters, as some of its hosts do; default false. */
  rejectRussianValues?: boolean;
  /** The brand whose documentation CallGear follows; default `uis`, the account's. */
  callGearBrand?: Brand;
  /** CallGear's request quota; default 250 per minute and 50,000 per day. */
  callGearLimits?: CallGearLimits;
}

/** A running sandbox. */
export interface Sandbox {
  /** http://127.0.0.1:PORT */
  url: string;
  accounts: SandboxAccount[];
  /** The data before quirks; tests compute their expectations from it. */
  company: Company;
  /** The requests to the providers, oldest first; the newest 10,000. */
  requests: SandboxRequest[];
  /** Makes the next matching requests fail. Throws a TypeError for an invalid fault. */
  addFault(fault: Fault): void;
  clearFaults(): void;
  /** Replaces an account's permanent credential: the old one is rejected. `accounts` keeps the old one. */
  rotateCredential(provider: ProviderName, credential: string): void;
  /** Closes the server at once; open connections are cut. */
  close(): Promise<void>;
}

const credentials = { telecomx: 'sandbox-telecomx-token', callgear: 'sandbox-callgear-token', exolve: 'sandbox-exolve-key' };

let defaultCompany: Company | undefined;

function getDefaultCompany(): Company {
  defaultCompany ??= buildCompany();
  return defaultCompany;
}

function buildAccounts(url: string): SandboxAccount[] {
  return [
    { name: 'copenhagen', provider: 'telecomx', token: credentials.telecomx, base_url: `${url}/telecomx` },
    { name: 'moscow', provider: 'callgear', brand: 'uis', access_token: credentials.callgear, base_url: `${url}/callgear/v2.0` },
    { name: 'kazan', provider: 'exolve', api_key: credentials.exolve, base_url: `${url}/exolve` },
  ];
}

function createProviders(company: Company, options: SandboxOptions): FakeProvider[] {
  const { quirks = true, now = Date.now, callGearSessionSeconds = 3600, telecomXSessionMinutes = 15 } = options;
  return [
    createTelecomX({
      office: company.copenhagen,
      token: credentials.telecomx,
      quirks,
      now,
      sessionMinutes: telecomXSessionMinutes,
    }),
    createCallGear({
      office: company.moscow,
      accessToken: credentials.callgear,
      quirks,
      now,
      sessionSeconds: callGearSessionSeconds,
      rejectRussianValues: options.rejectRussianValues ?? false,
      limits: options.callGearLimits ?? {},
      brand: options.callGearBrand ?? 'uis',
    }),
    createExolve({ office: company.kazan, apiKey: credentials.exolve, quirks }),
  ];
}

/** Starts the sandbox on loopback. Rejects with Node's error if the port cannot be bound, for example EADDRINUSE. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, hostileText = true, latencyMs = 0, unref = false } = options;
  let company = options.company;
  const getCompany = () => (company ??= hostileText ? getDefaultCompany() : buildCompany({ hostileText }));
  let providers: FakeProvider[] | undefined;
  const getProviders = () => (providers ??= createProviders(getCompany(), options));
  const sandbox: SandboxServer = {
    getProviders,
    faults: new FaultQueue(),
    requests: [],
    latencyMs,
    unref,
    shutdown: new AbortController(),
  };
  const { server, url } = await listen(sandbox, host, port);
  return {
    url,
    accounts: buildAccounts(url),
    get company() {
      return getCompany();
    },
    requests: sandbox.requests,
    addFault: fault => sandbox.faults.add(fault),
    clearFaults: () => sandbox.faults.clear(),
    rotateCredential: (provider, credential) =>
      getProviders()
        .find(({ name }) => name === provider)
        ?.rotateCredential(credential),
    close: () => closeServer(sandbox, server),
  };
}
