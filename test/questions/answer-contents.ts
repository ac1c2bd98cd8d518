// The answers of the questions as the interface promises them, written down a second time.
import { kinds, reasons, statuses } from '@linekeeper/core';
import * as z from 'zod';

export const line = z.strictObject({
  account: z.string(),
  provider: z.string(),
  kind: z.enum(kinds),
  id: z.string().optional(),
  name: z.string().optional(),
  numbers: z.array(z.string().regex(/^\+\d{7,15}$/)).optional(),
  extension: z.string().optional(),
  owner: z.string().optional(),
  owner_id: z.string().optional(),
  status: z.enum(statuses),
  reasons: z.array(z.enum(reasons)).optional(),
  caller_id: z.string().optional(),
  ip: z.string().optional(),
  device: z.string().optional(),
  created_at: z.string().optional(),
  monthly_fee: z.number().optional(),
  currency: z.string().optional(),
});
export type AnsweredLine = z.output<typeof line>;

const beside = {
  accounts: z.array(
    z.strictObject({
      account: z.string(),
      provider: z.string(),
      outcome: z.enum(['complete', 'partial', 'failed']),
      returned: z.int(),
      total: z.int().optional(),
      error: z.string().optional(),
    }),
  ),
  warnings: z.array(z.string()).optional(),
};

export const answers = {
  list_lines: z.strictObject({
    lines: z.array(line),
    returned: z.int(),
    total: z.int().optional(),
    next_cursor: z.string().optional(),
    ...beside,
  }),
  find_number: z.strictObject({
    matches: z.array(
      z.strictObject({
        line,
        role: z.enum(['number', 'caller_id', 'failover', 'redirection', 'extension', 'direct_number']),
        match: z.enum(['exact', 'national', 'suffix']),
      }),
    ),
    returned: z.int(),
    ...beside,
  }),
  audit_lines: z.strictObject({
    findings: z.array(
      z.strictObject({
        code: z.string(),
        severity: z.enum(['critical', 'warning', 'info']),
        line,
        evidence: z.string().min(5),
        advice: z.string().min(10),
      }),
    ),
    counts: z.record(z.string(), z.int()),
    skipped: z.array(z.strictObject({ account: z.string(), check: z.string(), reason: z.string().min(5) })),
    returned: z.int(),
    next_cursor: z.string().optional(),
    ...beside,
  }),
  summarize_lines: z.strictObject({
    groups: z.array(
      z.strictObject({
        provider: z.string().optional(),
        account: z.string().optional(),
        kind: z.string().optional(),
        status: z.string().optional(),
        owner: z.string().optional(),
        owner_id: z.string().optional(),
        count: z.int(),
        monthly_fees: z.array(z.strictObject({ currency: z.string(), amount: z.number(), lines: z.int() })).optional(),
      }),
    ),
    total: z.int(),
    numbers: z.int(),
    ...beside,
  }),
  list_accounts: z.strictObject({
    accounts: z.array(
      z.strictObject({
        account: z.string(),
        provider: z.string(),
        brand: z.string().optional(),
        state: z.enum(['ready', 'broken', 'unreachable', 'rejected']),
        capabilities: z.record(z.string(), z.array(z.enum(kinds))),
        quota: z.strictObject({ remaining: z.int(), reset_s: z.int(), day_remaining: z.int().optional() }).optional(),
        error: z.string().optional(),
      }),
    ),
    warnings: z.array(z.string()).optional(),
  }),
};

/** What tells a line from all others. */
export const keyOf = ({ account, kind, id }: { account: string; kind: string; id?: string | undefined }): string =>
  `${account} ${kind} ${id}`;
