// CallGear's list methods: the rows and fields of each, and which clients may use it.
import type { MoscowOffice } from '../company/moscow.ts';
import { accountFields, customerUserFields, employeeFields, type Field, type Row, sipLineFields, virtualNumberFields } from './fields.ts';
import { stripScenarioRules, toQuirkySipLine } from './quirks.ts';

/** A method that returns a list. */
export interface ListMethod {
  fields: Field[];
  rows: Row[];
  /** Restricted to partners; does not accept `user_id`. */
  partnersOnly?: true;
}

const selectDocumented = (fields: Field[]): Field[] => fields.filter(field => field.visibility !== 'extra');

/** A copy, because an interface does not match an index signature. */
const toRow = (row: object): Row => ({ ...row });

/** The list methods by name. With quirks, rows contain undocumented fields and values. */
export function createListMethods(office: MoscowOffice, quirks: boolean): Record<string, ListMethod> {
  const selectSent = (fields: Field[]): Field[] => (quirks ? fields : selectDocumented(fields));
  return {
    'get.sip_lines': { fields: selectSent(sipLineFields), rows: office.sipLines.map(quirks ? toQuirkySipLine : toRow) },
    'get.virtual_numbers': {
      fields: selectSent(virtualNumberFields),
      rows: office.virtualNumbers.map(quirks ? toRow : stripScenarioRules),
    },
    'get.employees': { fields: employeeFields, rows: office.employees.map(toRow) },
    'get.customer_users': { fields: customerUserFields, rows: office.users.map(toRow), partnersOnly: true },
    'get.account': { fields: accountFields, rows: [toRow(office.account)] },
  };
}
