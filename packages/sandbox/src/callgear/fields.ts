// The fields of CallGear's lists according to its documentation: type, and whether filters and sorts accept them.

/** The data type of a field, as the documentation names it. */
export type FieldType = 'number' | 'string' | 'enum' | 'date' | 'boolean' | 'object' | 'array';
/** Whether a cell passes one condition of a filter. */
export type CellPredicate = (cell: unknown) => boolean;
/** A row, by field name. */
export type Row = Record<string, unknown>;

/** A field of a list. */
export interface Field {
  name: string;
  type: FieldType;
  filterable: boolean;
  sortable: boolean;
  /** `default`: documented, may be requested; `extra`: undocumented, sent only if the request has no `fields`; `hidden`: never sent. */
  visibility: 'default' | 'extra' | 'hidden';
}

/** Parses a table with one field per row: name, type, then `f` if filterable, `s` if sortable, `extra` or `hidden` if its visibility is not `default`. */
function parseFields(table: string): Field[] {
  return table
    .trim()
    .split('\n')
    .map(row => {
      const [name = '', type = '', ...flags] = row.trim().split(/\s+/);
      const visibility = flags.includes('extra') ? 'extra' : flags.includes('hidden') ? 'hidden' : 'default';
      // The tables are the literals below, so the type is one of FieldType.
      return { name, type: type as FieldType, filterable: flags.includes('f'), sortable: flags.includes('s'), visibility };
    });
}

/** The fields of `get.sip_lines`. */
export const sipLineFields = parseFields(`
  id                       number f
  phone_number             string f
  type                     enum   f s
  channels_count           number
  dial_time                number
  billing_state            enum   f s
  physical_state           enum   f s
  virtual_phone_number     string f s
  status                   enum   f s
  employee_id              number f s
  employee_full_name       string f
  ip_addresses             array  f
  virtual_phone_usage_rule string extra
  password                 string extra`);

/** The fields of `get.virtual_numbers`. */
export const virtualNumberFields = parseFields(`
  id                       number f
  virtual_phone_number     string f
  redirection_phone_number string f
  activation_date          date   f
  status                   enum   f s
  category                 enum   f s
  type                     enum   f s
  campaigns                array  f
  scenarios                array  f
  name                     string f s extra
  comment                  string f s extra
  child_customer_id        number f s extra`);

/** The fields of `get.employees`. */
export const employeeFields = parseFields(`
  id            number f
  full_name     string f s
  status_id     number f
  email         string f
  phone_numbers array  f
  extension     object f
  groups        array  f
  login         string s hidden`);

/** The fields of `get.customer_users`. */
export const customerUserFields = parseFields(`
  id          number f s
  login       string f s
  name        string f s
  description string f
  customer_id number f s`);

/** The fields of `get.account`. */
export const accountFields = parseFields(`
  app_id   number
  name     string
  timezone string`);
