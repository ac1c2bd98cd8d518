// Fault injection: the kinds of fault, their validation, and the queue that applies each to the next matching requests.
import { isObject } from './json.ts';

/** The three providers that the sandbox fakes. */
export type ProviderName = 'callgear' | 'telecomx' | 'exolve';

/** Which requests a fault hits (without `provider` and `operation`: all), and how many of them. */
interface FaultTarget {
  provider?: ProviderName;
  /** As the provider's documentation names it: `get.sip_lines`, `GET /sip`, `GetSIPList`. */
  operation?: string;
  /** Number of requests that the fault hits; default 1. */
  times?: number;
}

type FaultKind =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
  /** `seconds` until a retry may succeed: Retry-After of the REST providers, minute_reset of CallGear. */
  | { kind: 'rate_limited'; seconds?: number }
  | { kind: 'day_limit' }
  | { kind: 'unavailable' }
  | { kind: 'internal' }
  | { kind: 'reset' }
  | { kind: 'slow'; ms: number }
  | { kind: 'cut' }
  | { kind: 'truncated_json' }
  | { kind: 'html' }
  | { kind: 'empty' }
  | { kind: 'redirect'; location?: string }
  | { kind: 'huge'; bytes: number }
  | { kind: 'ip_denied' }
  | { kind: 'two_factor' };

/** A failure to inject: what happens, and to which requests. */
export type Fault = FaultTarget & FaultKind;

/** The operations that faults can target, by provider. */
export const providerOperations: Record<ProviderName, readonly string[]> = {
  callgear: [
    'get.sip_lines',
    'get.virtual_numbers',
    'get.employees',
    'get.group_employees',
    'get.scenarios',
    'get.network_resources',
    'get.sip_line_virtual_numbers',
    'get.number_capacity_ids_user_charges_and_costs',
    'get.customer_users',
    'get.customers',
    'get.account',
    'getobj.account',
    'login.user',
  ],
  telecomx: [
    'GET /sip',
    'GET /pbx/sipphone',
    'GET /number',
    'GET /mvno',
    'GET /pbx/extension',
    'GET /pbx/trunk',
    'GET /pbx/dialplan',
    'GET /employee',
    'GET /porting',
    'GET /product',
    'GET /log/changelog',
    'GET /sip/voiceUsage',
    'GET /auth/validateToken',
    'GET /customer',
    'POST /auth/login',
  ],
  exolve: ['GetSIPList', 'GetList', 'GetAttributes'],
};

const hasValidProperties: Record<Fault['kind'], (fault: Record<string, unknown>) => boolean> = {
  status: fault => Number.isInteger(fault.status) && Number(fault.status) >= 200 && Number(fault.status) <= 599,
  rate_limited: fault => fault.seconds === undefined || typeof fault.seconds === 'number',
  day_limit: () => true,
  unavailable: () => true,
  internal: () => true,
  reset: () => true,
  slow: fault => typeof fault.ms === 'number',
  cut: () => true,
  truncated_json: () => true,
  html: () => true,
  empty: () => true,
  redirect: fault => fault.location === undefined || typeof fault.location === 'string',
  huge: fault => typeof fault.bytes === 'number',
  ip_denied: () => true,
  two_factor: () => true,
};

/** Validates a fault. Throws a TypeError for one that could never hit a request: a test with a typo in it must not pass. */
export function parseFault(value: unknown): Fault {
  if (!isObject(value)) throw new TypeError('A fault must be an object');
  const { kind, provider, operation, times } = value;
  if (typeof kind !== 'string' || !Object.hasOwn(hasValidProperties, kind)) throw new TypeError(`No such fault: ${String(kind)}`);
  // The check above has found the kind in the table.
  if (!hasValidProperties[kind as Fault['kind']](value)) throw new TypeError(`A property of the fault ${kind} is missing or invalid`);
  const candidates = Object.entries(providerOperations).filter(([name]) => provider === undefined || name === provider);
  if (candidates.length === 0) throw new TypeError(`No such provider: ${String(provider)}`);
  const names = candidates.flatMap(([, operations]) => operations);
  if (operation !== undefined && !names.includes(String(operation))) {
    throw new TypeError(`No such operation: ${String(operation)}; must be one of ${names.join(', ')}`);
  }
  if (times !== undefined && !(typeof times === 'number' && times > 0)) throw new TypeError('times must be a positive number');
  // Every property that a kind needs was checked above.
  return value as unknown as Fault;
}

/** The faults that have not hit all of their requests yet, oldest first. */
export class FaultQueue {
  #queue: { fault: Fault; remaining: number }[] = [];

  add(fault: Fault): void {
    this.#queue.push({ fault: parseFault(fault), remaining: fault.times ?? 1 });
  }

  clear(): void {
    this.#queue = [];
  }

  /** The oldest fault that matches the request, counted down by one; undefined if none matches. */
  consume(provider: ProviderName, operation: string): Fault | undefined {
    const entry = this.#queue.find(
      ({ fault }) => (fault.provider ?? provider) === provider && (fault.operation ?? operation) === operation,
    );
    if (entry === undefined) return undefined;
    entry.remaining -= 1;
    if (entry.remaining <= 0) this.#queue = this.#queue.filter(other => other !== entry);
    return entry.fault;
  }
}
