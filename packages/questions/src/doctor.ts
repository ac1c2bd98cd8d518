// The doctor: every account step by step, from its configuration to its quota, with a remedy for each failure.
import { type Account, type Call, isLoopback, LinekeeperError, Listing, type Operation, type Quota } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';

/** What only an entry can look at. Each throws an error with the system's code where it fails. */
export interface Probes {
  /** The addresses of a host. */
  resolve(host: string): Promise<readonly string[]>;
  /** Days until the certificate of a host ends. */
  handshake(host: string, port: number): Promise<number>;
  /** What a server says of the time, in milliseconds since 1970; undefined where it says nothing. */
  serverTime(url: string): Promise<number | undefined>;
  /** True where a proxy looks up the host and connects: this machine may not even know it. */
  byProxy?(host: string): boolean;
}

export interface Step {
  account: string;
  step: string;
  state: 'ok' | 'failed' | 'skipped';
  /** What was seen, and what to do where it failed. */
  detail: string;
  error?: LinekeeperError;
}

/** A clock that is wrong by more makes sessions end too early or too late, in milliseconds. */
const clockMargin = 120_000;

/** Examines an account; the steps come as they are made. A step whose ground is missing is skipped. */
export async function* examine(account: Account, call: Call, probes: Probes): AsyncGenerator<Step> {
  const step = (name: string, state: Step['state'], detail: string, error?: LinekeeperError): Step => ({
    account: account.name,
    step: name,
    state,
    detail,
    ...(error !== undefined && { error }),
  });
  if (account.problem !== undefined) {
    yield step('configuration', 'failed', account.problem.message, account.problem);
    return yield step('everything else', 'skipped', 'nothing can be asked without credentials');
  }
  yield step('configuration', 'ok', 'the credentials are complete');
  const reached = yield* network(account, call, probes, step);
  if (!reached) return yield step('credentials and rights', 'skipped', 'the provider cannot be reached');
  yield* rights(account, call, step);
  const { quota } = call.directory.connection(account);
  yield quota === undefined
    ? step('quota', 'skipped', 'this provider reports none')
    : step('quota', quota.remaining > 0 && quota.dayRemaining !== 0 ? 'ok' : 'failed', quotaSaid(quota));
}

const quotaSaid = ({ remaining, resetS, dayRemaining }: Quota) =>
  `${remaining} calls left; renewed in ${resetS} s${dayRemaining === undefined ? '' : `; ${dayRemaining} left today`}`;

type Say = (name: string, state: Step['state'], detail: string, error?: LinekeeperError) => Step;

async function* network({ baseUrl }: Account, { directory }: Call, probes: Probes, step: Say): AsyncGenerator<Step, boolean> {
  const { hostname, protocol, port } = new URL(baseUrl);
  if (isLoopback(hostname)) yield step('name', 'skipped', `${hostname} is this machine`);
  else if (probes.byProxy?.(hostname)) yield step('name', 'skipped', 'the proxy looks it up');
  else {
    const addresses = await probes.resolve(hostname).catch(codeOf);
    if (typeof addresses === 'string') {
      yield step(
        'name',
        'failed',
        `${hostname} has no address (${addresses}). Check the base URL and this machine's DNS.`,
        offline(addresses),
      );
      return false;
    }
    yield step('name', 'ok', `${hostname} is ${addresses.slice(0, 2).join(', ')}`);
  }
  if (protocol !== 'https:') yield step('TLS', 'skipped', 'plain HTTP, on this machine alone');
  else if (probes.byProxy?.(hostname)) yield step('TLS', 'skipped', 'by way of the proxy');
  else {
    const days = await probes.handshake(hostname, Number(port || 443)).catch(codeOf);
    if (typeof days === 'string') {
      yield step(
        'TLS',
        'failed',
        `no secure connection (${days}). Check for a proxy or firewall between here and the provider.`,
        offline(days),
      );
      return false;
    }
    yield step('TLS', 'ok', `the certificate is valid for ${days} more days`);
  }
  const time = await probes.serverTime(baseUrl).catch(() => undefined);
  const skew = time === undefined ? undefined : Math.abs(time - directory.clock.now());
  if (skew === undefined) yield step('clock', 'skipped', 'the provider does not say its time');
  else if (skew > clockMargin)
    yield step(
      'clock',
      'failed',
      `this machine's clock is ${Math.round(skew / 1000)} s off. Set it, by NTP for instance.`,
      new LinekeeperError('config', 'The clock is wrong.'),
    );
  else yield step('clock', 'ok', 'agrees with the provider');
  return true;
}

async function* rights(account: Account, call: Call, step: Say): AsyncGenerator<Step> {
  const own = operations.filter(({ provider }) => provider === account.provider);
  let known = false;
  for (const operation of own) {
    const error = await ask(operation, account, call);
    if (!known) {
      known = true;
      if (error?.code === 'auth') return yield step('credentials', 'failed', error.message, error);
      const accepted = error === undefined || saysNo(error);
      yield step('credentials', accepted ? 'ok' : 'skipped', accepted ? 'accepted' : 'not known: the provider did not say');
    }
    yield stepOf(operation, error, step);
  }
}

function stepOf(operation: Operation, error: LinekeeperError | undefined, step: Say): Step {
  const name = operation.title;
  if (error === undefined) return step(name, 'ok', 'may be listed');
  // A list without lines is a convenience: only agents have customers' users, for instance.
  if (operation.line === undefined && saysNo(error)) return step(name, 'skipped', `not for this account: ${error.message}`);
  return step(name, 'failed', error.message, error);
}

/** A "no" is an answer of the provider's: it has accepted the credentials. A resource that is not there may be no provider at all. */
const saysNo = ({ code, details }: LinekeeperError): boolean =>
  ['denied', 'input', 'refused'].includes(code) || (code === 'not_found' && details.field !== undefined);

async function ask(operation: Operation, account: Account, { directory, deadline }: Call): Promise<LinekeeperError | undefined> {
  try {
    for await (const _ of new Listing(operation, directory.connection(account), { limit: 1 }).batches(1, deadline)) break;
    return undefined;
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return thrown;
    throw thrown;
  }
}

/** The system's short code of what a probe threw: it names no host and no key. */
const codeOf = (thrown: unknown): string => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no reason given');

const offline = (code: string) => new LinekeeperError('network', `No connection (${code}).`);
