// What can go wrong on request: the kinds of fault, and the queue that hands each out as often as it was ordered.
import { isObject } from './json.ts';

export type Provider = 'callgear' | 'telecomx' | 'exolve';

/** Which requests a fault hits (all, when nothing is said) and how many of them. */
interface Aim {
  provider?: Provider;
  /** As the provider's page is headed: `get.sip_lines`, `GET /sip`, `GetSIPList`. */
  operation?: string;
  /** Default 1. */
  times?: number;
}

type Mishap =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
  /** `seconds` until it is worth asking again: Retry-After at REST providers, minute_reset at CallGear. */
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

export type Fault = Aim & Mishap;

export const operations: Record<Provider, readonly string[]> = {
  callgear: ['get.sip_lines', 'get.virtual_numbers', 'get.employees', 'get.customer_users', 'get.account', 'login.user'],
  telecomx: ['GET /sip', 'GET /pbx/sipphone', 'POST /auth/login'],
  exolve: ['GetSIPList', 'GetList'],
};

const kinds: Record<Fault['kind'], (fault: Record<string, unknown>) => boolean> = {
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

/** Refuses what would never strike: a test with a typo in it must not pass. */
export function checkFault(value: unknown): Fault {
  if (!isObject(value)) throw new TypeError('A fault is an object');
  const { kind, provider, operation, times } = value;
  if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) throw new TypeError(`No such fault: ${String(kind)}`);
  // The line above has just looked the kind up.
  if (!kinds[kind as Fault['kind']](value)) throw new TypeError(`A property of the fault ${kind} is missing or wrong`);
  const known = Object.entries(operations).filter(([name]) => provider === undefined || name === provider);
  if (known.length === 0) throw new TypeError(`No such provider: ${String(provider)}`);
  if (operation !== undefined && !known.some(([, names]) => names.includes(String(operation)))) {
    throw new TypeError(`No such operation: ${String(operation)}; there are ${known.flatMap(([, names]) => names).join(', ')}`);
  }
  if (times !== undefined && !(typeof times === 'number' && times > 0)) throw new TypeError('times is a positive number');
  // Every property that a kind needs was checked above.
  return value as unknown as Fault;
}

export class FaultQueue {
  private queue: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.queue.push({ fault: checkFault(fault), left: fault.times ?? 1 });
  }

  clear(): void {
    this.queue = [];
  }

  /** The oldest fault that fits, used up by one. */
  take(provider: Provider, operation: string): Fault | undefined {
    const entry = this.queue.find(({ fault }) => (fault.provider ?? provider) === provider && (fault.operation ?? operation) === operation);
    if (entry === undefined) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.queue = this.queue.filter(other => other !== entry);
    return entry.fault;
  }
}
