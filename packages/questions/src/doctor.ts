// The doctor: diagnoses an account step by step, from its configuration to its quota, with a remedy for each failure.
import {
  type Account,
  describeEnrichment,
  isLoopback,
  LinekeeperError,
  Listing,
  type Operation,
  type Quota,
  type ToolContext,
} from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { describeRights } from './account-rights.ts';

/** Network probes that the runtime provides. They reject with a system error (`code`) on failure. */
export interface NetworkProbes {
  /** Resolves the addresses of a host. */
  lookUpHost(host: string): Promise<readonly string[]>;
  /** Performs a TLS handshake and returns the days until the certificate of the host expires. */
  certificateDaysLeft(host: string, port: number): Promise<number>;
  /** Returns true if a proxy resolves the host and connects to it. */
  isProxied?(host: string, port: number): boolean;
  /** Connects to the host through the proxy and returns the proxy's name. Rejects with a `LinekeeperError` that names it. */
  connectThroughProxy?(host: string, port: number): Promise<string>;
}

/** The result of one step. */
export interface DiagnosticStep {
  account: string;
  /** The name of the step, for people: `TLS`, or the title of a list. */
  step: string;
  state: 'ok' | 'failed' | 'skipped';
  /** What was found, and what to do if it failed. */
  detail: string;
  error?: LinekeeperError;
}

/** Accepted clock difference, in milliseconds: with a larger one, sessions end too early or too late. */
const maxClockSkewMs = 120_000;

/** Diagnoses an account and yields each step as it completes. A step is skipped if an earlier one makes it pointless. */
export async function* diagnose(account: Account, context: ToolContext, probes: NetworkProbes): AsyncGenerator<DiagnosticStep> {
  const createStep = (name: string, state: DiagnosticStep['state'], detail: string, error?: LinekeeperError): DiagnosticStep => ({
    account: account.name,
    step: name,
    state,
    detail,
    ...(error !== undefined && { error }),
  });
  if (account.configError !== undefined) {
    yield createStep('configuration', 'failed', account.configError.message, account.configError);
    return yield createStep('everything else', 'skipped', 'no request can be made without credentials');
  }
  yield createStep('configuration', 'ok', 'the credentials are complete');
  const isReachable = yield* checkNetwork(account, probes, createStep);
  if (!isReachable) return yield createStep('credentials and permissions', 'skipped', 'the provider cannot be reached');
  yield* checkPermissions(account, context, createStep);
  const { quota } = context.registry.getConnection(account);
  yield quota === undefined
    ? createStep('quota', 'skipped', 'this provider reports no quota')
    : createStep('quota', quota.remaining > 0 && quota.dayRemaining !== 0 ? 'ok' : 'failed', formatQuota(quota));
}

const formatQuota = ({ remaining, resetS, dayRemaining }: Quota) =>
  `${remaining} requests left; renewed in ${resetS} s${dayRemaining === undefined ? '' : `; ${dayRemaining} left today`}`;

/** Creates a step of the account. */
type CreateStep = (name: string, state: DiagnosticStep['state'], detail: string, error?: LinekeeperError) => DiagnosticStep;

/** Yields the steps of proxy, DNS and TLS; returns false if the provider is unreachable. */
async function* checkNetwork({ baseUrl }: Account, probes: NetworkProbes, createStep: CreateStep): AsyncGenerator<DiagnosticStep, boolean> {
  const { hostname, protocol, port: explicitPort } = new URL(baseUrl);
  const port = Number(explicitPort || 443);
  const usesProxy = protocol === 'https:' && probes.isProxied?.(hostname, port) === true;
  if (usesProxy) {
    const proxy = await probes.connectThroughProxy?.(hostname, port).catch(toLinekeeperError);
    if (proxy instanceof LinekeeperError) {
      yield createStep('proxy', 'failed', proxy.message, proxy);
      return false;
    }
    yield createStep('proxy', 'ok', `${proxy} connects to ${hostname}`);
  }
  if (isLoopback(hostname)) yield createStep('DNS', 'skipped', `${hostname} is this machine`);
  else if (usesProxy) yield createStep('DNS', 'skipped', 'the proxy resolves it');
  else {
    const addresses = await probes.lookUpHost(hostname).catch(getSystemErrorCode);
    if (typeof addresses === 'string') {
      yield createStep(
        'DNS',
        'failed',
        `${hostname} has no address (${addresses}). Check the base URL and this machine's DNS.`,
        networkError(addresses),
      );
      return false;
    }
    yield createStep('DNS', 'ok', `${hostname} is ${addresses.slice(0, 2).join(', ')}`);
  }
  if (protocol !== 'https:') yield createStep('TLS', 'skipped', 'plain HTTP, on this machine only');
  else if (usesProxy) yield createStep('TLS', 'skipped', 'through the proxy');
  else {
    const days = await probes.certificateDaysLeft(hostname, port).catch(getSystemErrorCode);
    if (typeof days === 'string') {
      yield createStep(
        'TLS',
        'failed',
        `no secure connection (${days}). Check for a proxy or firewall between here and the provider.`,
        networkError(days),
      );
      return false;
    }
    yield createStep('TLS', 'ok', `the certificate is valid for ${days} more days`);
  }
  return true;
}

/** The step of the clock, which the responses of the provider tell. */
function toClockStep(skewMs: number | undefined, createStep: CreateStep): DiagnosticStep {
  if (skewMs === undefined) return createStep('clock', 'skipped', 'the provider does not report its time');
  if (Math.abs(skewMs) <= maxClockSkewMs) return createStep('clock', 'ok', 'agrees with the provider');
  const detail = `this machine's clock is ${Math.round(Math.abs(skewMs) / 1000)} s off. Set it, by NTP for instance.`;
  return createStep('clock', 'failed', detail, new LinekeeperError('config', 'The clock is wrong.'));
}

/** Yields the steps of the clock and the credentials, which the first request tells, and a step for each list of the provider. */
async function* checkPermissions(account: Account, context: ToolContext, createStep: CreateStep): AsyncGenerator<DiagnosticStep> {
  const providerOperations = operations.filter(({ provider }) => provider === account.provider);
  let isFirst = true;
  for (const operation of providerOperations) {
    // A list that needs arguments cannot be tried.
    if (!operation.input().safeParse({}).success) continue;
    const error = await tryOperation(operation, account, context);
    if (isFirst) {
      isFirst = false;
      yield toClockStep(context.registry.getConnection(account).clockSkewMs, createStep);
      if (error?.code === 'auth') return yield createStep('credentials', 'failed', error.message, error);
      const accepted = error === undefined || isRefusal(error);
      yield createStep('credentials', accepted ? 'ok' : 'skipped', accepted ? 'accepted' : 'unknown: the provider did not confirm them');
      const rights = accepted ? await describeRights(account, context) : undefined;
      if (rights !== undefined) yield createStep('rights', rights.suffice ? 'ok' : 'skipped', rights.detail);
    }
    yield toListStep(operation, error, createStep);
  }
}

function toListStep(operation: Operation, error: LinekeeperError | undefined, createStep: CreateStep): DiagnosticStep {
  const name = operation.title;
  const { enrichment } = operation;
  const cost = enrichment === undefined ? '' : `; with enrich also ${describeEnrichment(enrichment)}`;
  if (error === undefined) return createStep(name, 'ok', `can be listed${cost}`);
  // Lists other than lines are optional: only agents have customer users, for instance.
  if ((operation.line === undefined || operation.optional === true) && isRefusal(error))
    return createStep(name, 'skipped', `not available to this account: ${error.message}`);
  return createStep(name, 'failed', error.message, error);
}

/** Returns true if the provider accepted the credentials but refused the request. A 404 without a field may come from another server. */
const isRefusal = ({ code, details }: LinekeeperError): boolean =>
  ['denied', 'input', 'refused'].includes(code) || (code === 'not_found' && details.field !== undefined);

/** Requests one row of a list; returns the error, or undefined on success. */
async function tryOperation(
  operation: Operation,
  account: Account,
  { registry, deadline }: ToolContext,
): Promise<LinekeeperError | undefined> {
  try {
    for await (const _ of new Listing(operation, registry.getConnection(account), { limit: 1 }, registry.digest).batches(
      1,
      deadline,
      undefined,
      true,
    ))
      break;
    return undefined;
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return thrown;
    throw thrown;
  }
}

/** Returns the system error code of a failed probe, such as ENOTFOUND; the message may contain hosts or keys. */
const getSystemErrorCode = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no error code';

const toLinekeeperError = (thrown: unknown): LinekeeperError =>
  thrown instanceof LinekeeperError ? thrown : networkError(getSystemErrorCode(thrown));

const networkError = (code: string) => new LinekeeperError('network', `No connection (${code}).`);
