// The list methods of CallGear: which rows each returns, with which fields, and to whom.
import type { Moscow } from '../company/moscow.ts';
import { accountFields, customerUserFields, employeeFields, type Field, type Row, sipLineFields, virtualNumberFields } from './fields.ts';
import { quirkySipLine, withoutRules } from './quirks.ts';

export interface Method {
  fields: Field[];
  rows: Row[];
  /** For partners alone, and without `user_id`. */
  partnersOnly?: true;
}

const onPage = (list: Field[]): Field[] => list.filter(field => field.shown !== 'extra');

/** A copy, because an interface is no index signature. */
const asRow = (row: object): Row => ({ ...row });

export function methods(office: Moscow, quirks: boolean): Record<string, Method> {
  const seen = (list: Field[]): Field[] => (quirks ? list : onPage(list));
  return {
    'get.sip_lines': { fields: seen(sipLineFields), rows: office.sipLines.map(quirks ? quirkySipLine : asRow) },
    'get.virtual_numbers': { fields: seen(virtualNumberFields), rows: office.virtualNumbers.map(quirks ? asRow : withoutRules) },
    'get.employees': { fields: employeeFields, rows: office.employees.map(asRow) },
    'get.customer_users': { fields: customerUserFields, rows: office.users.map(asRow), partnersOnly: true },
    'get.account': { fields: accountFields, rows: [asRow(office.account)] },
  };
}
