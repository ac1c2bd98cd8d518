// What is known of an audit before it runs: its name, its arguments, and the columns of its findings.
import type { Filters } from '../lines/filters.ts';
import type { FieldsInput } from '../lines/line-fields.ts';
import { lineFields } from '../lines/line-schema.ts';
import type { PaginationInput } from '../lines/multi-source-cursor.ts';
import type { Severity } from './check.ts';

/** The name of the tool; cursors are bound to it. */
export const auditName = 'audit_lines';

/** Every column of the findings. */
export const auditColumns = ['severity', 'code', 'evidence', 'advice', ...lineFields];

/** The arguments of the question, validated. */
export type AuditInput = Filters & FieldsInput & PaginationInput & { severity?: Severity[] | undefined; check?: string[] | undefined };
