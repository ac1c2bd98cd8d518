// CallGear's list methods: the rows and fields of each, and which clients may use it.
import type { MoscowOffice } from '../company/moscow.ts';
import {
  accountFields,
  type Brand,
  customerUserFields,
  employeeFields,
  type Field,
  type Row,
  sipLineFields,
  virtualNumberFields,
} from './fields.ts';
import { toQuirkySipLine, toSipLineRow } from './quirks.ts';

/** A method that returns a list. */
export interface ListMethod {
  fields: Field[];
  readonly rows: Row[];
  /** Restricted to partners; does not accept `user_id`. */
  partnersOnly?: true;
}

const selectDocumented = (fields: Field[], brand: Brand): Field[] => fields.filter(({ brands }) => brands.includes(brand));

/** A copy, because an interface does not match an index signature. */
const toRow = (row: object): Row => ({ ...row });

/** The list methods by name. With quirks, rows contain undocumented fields and values. */
export function createListMethods(office: MoscowOffice, quirks: boolean, brand: Brand): Record<string, ListMethod> {
  const selectSent = (fields: Field[]): Field[] => (quirks ? fields : selectDocumented(fields, brand));
  // Read for each request: the lines of a story change.
  const createMethod = (fields: Field[], getRows: () => Row[]): ListMethod => ({
    fields,
    get rows() {
      return getRows();
    },
  });
  return {
    'get.sip_lines': createMethod(selectSent(sipLineFields), () => office.sipLines.map(quirks ? toQuirkySipLine : toSipLineRow)),
    'get.virtual_numbers': createMethod(selectSent(virtualNumberFields), () => office.virtualNumbers.map(toRow)),
    'get.employees': createMethod(employeeFields, () => office.employees.map(toRow)),
    'get.customer_users': { fields: customerUserFields, rows: office.users.map(toRow), partnersOnly: true },
    'get.account': { fields: accountFields, rows: [toRow(office.account)] },
  };
}
