// The content of the answers by their contract, stated independently of the output schemas.
import { lineStatuses, statusReasons } from '@linekeeper/core';
import * as z from 'zod';

/** The kinds of line of the contract. */
export const lineKinds = ['sip_line', 'virtual_number', 'sip_trunk', 'sip_phone', 'sip_id', 'number', 'mobile', 'extension'] as const;

/** What the audit says something about besides lines. */
const auditedKinds = ['porting', 'dialplan_item', 'employee', 'group'] as const;

/** A line of an answer. */
export const lineSchema = z.strictObject({
  account: z.string(),
  provider: z.string(),
  kind: z.enum(lineKinds),
  id: z.string().optional(),
  name: z.string().optional(),
  numbers: z.array(z.string().regex(/^\+\d{7,15}$/)).optional(),
  extension: z.string().optional(),
  owner: z.string().optional(),
  owner_id: z.string().optional(),
  status: z.enum(lineStatuses),
  reasons: z.array(z.enum(statusReasons)).optional(),
  since: z.iso.datetime({ precision: -1 }).optional(),
  flapping: z.literal(true).optional(),
  provider_status: z.string().optional(),
  caller_id: z.string().optional(),
  ip: z.string().optional(),
  device: z.string().optional(),
  created_at: z.string().optional(),
  leads_to: z.array(z.string().min(1)).min(1).optional(),
  monthly_fee: z.number().optional(),
  currency: z.string().optional(),
});

/** A parsed line of an answer. */
export type AnswerLine = z.output<typeof lineSchema>;

/** What every question about lines says of the accounts. */
export const accountOutcomes = {
  accounts: z.array(
    z.strictObject({
      account: z.string(),
      provider: z.string(),
      outcome: z.enum(['complete', 'partial', 'failed', 'not_read', 'not_reported']),
      returned: z.int(),
      total: z.int().optional(),
      error: z.string().optional(),
    }),
  ),
  warnings: z.array(z.string()).optional(),
};

/** The schema of each answer, by tool name. */
export const answerSchemas = {
  list_lines: z.strictObject({
    lines: z.array(lineSchema),
    returned: z.int(),
    total: z.int().optional(),
    next_cursor: z.string().optional(),
    ...accountOutcomes,
  }),
  find_number: z.strictObject({
    matches: z.array(
      z.strictObject({
        line: lineSchema,
        role: z.enum(['number', 'caller_id', 'failover', 'redirection', 'extension', 'direct_number']),
        match: z.enum(['exact', 'national', 'suffix']),
        matched: z.array(z.string().min(2)).min(1),
      }),
    ),
    returned: z.int(),
    ...accountOutcomes,
  }),
  audit_lines: z.strictObject({
    findings: z.array(
      z.strictObject({
        code: z.string(),
        severity: z.enum(['critical', 'warning', 'info']),
        line: lineSchema.extend({ kind: z.enum([...lineKinds, ...auditedKinds]) }).partial({ provider: true }),
        evidence: z.string().min(5),
      }),
    ),
    advice: z.record(z.string(), z.string().min(10)),
    counts: z.record(z.string(), z.int()),
    skipped: z.array(z.strictObject({ account: z.string(), check: z.string(), reason: z.string().min(5) })),
    returned: z.int(),
    next_cursor: z.string().optional(),
    ...accountOutcomes,
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
        cost_center: z.string().optional(),
        reason: z.enum(statusReasons).optional(),
        count: z.int(),
        monthly_fees: z.array(z.strictObject({ currency: z.string(), amount: z.number(), lines: z.int() })).optional(),
      }),
    ),
    total: z.int(),
    numbers: z.int(),
    ...accountOutcomes,
  }),
  list_accounts: z.strictObject({
    accounts: z.array(
      z.strictObject({
        account: z.string(),
        provider: z.string(),
        brand: z.string().optional(),
        state: z.enum(['ready', 'broken', 'unreachable', 'rejected']),
        capabilities: z.record(z.string(), z.array(z.enum(lineKinds))),
        quota: z.strictObject({ remaining: z.int(), reset_s: z.int(), day_remaining: z.int().optional() }).optional(),
        error: z.string().optional(),
      }),
    ),
    warnings: z.array(z.string()).optional(),
  }),
};

/** Returns the unique key of a line. */
export const getLineKey = ({ account, kind, id }: { account: string; kind: string; id?: string | undefined }): string =>
  `${account} ${kind} ${id}`;
