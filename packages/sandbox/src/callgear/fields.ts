// The fields of CallGear's lists according to its documentation: type, and whether filters and sorts accept them.

/** The brands that the API is sold under; each has a documentation of its own. */
export type Brand = 'callgear' | 'uis' | 'comagic' | 'novofon';

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
  /** The brands whose documentation has the field, so that it may be requested; others send it only if the request has no `fields`. */
  brands: readonly Brand[];
}

const allBrands: readonly Brand[] = ['callgear', 'uis', 'comagic', 'novofon'];

/** Parses a table with one field per row: name, type, then `f` if filterable, `s` if sortable, and the brands that document it if not all do. */
function parseFields(table: string): Field[] {
  return table
    .trim()
    .split('\n')
    .map(row => {
      const [name = '', type = '', ...flags] = row.trim().split(/\s+/);
      const brands = allBrands.filter(brand => flags.includes(brand));
      // The tables are the literals below, so the type is one of FieldType.
      return {
        name,
        type: type as FieldType,
        filterable: flags.includes('f'),
        sortable: flags.includes('s'),
        brands: brands.length === 0 ? allBrands : brands,
      };
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
  virtual_phone_usage_rule enum   callgear
  password                 string f callgear`);

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
  name                     string f s callgear uis comagic
  comment                  string f s callgear uis comagic
  child_customer_id        number f s callgear uis comagic`);

/** The fields of `get.employees`. */
export const employeeFields = parseFields(`
  id                                  number f
  login                               string f s
  first_name                          string f s
  last_name                           string f s
  patronymic                          string s
  full_name                           string f s
  status                              enum   f
  status_id                           number f
  calls_available                     boolean f s
  allowed_in_call_types               array  f
  allowed_out_call_types              array  f
  in_external_allowed_call_directions array  f
  in_internal_allowed_call_directions array  f
  out_external_allowed_call_directions array f
  out_internal_allowed_call_directions array f
  email                               string f
  call_recording                      enum   f
  schedule_id                         number f
  schedule_name                       string f
  coach                               object f
  groups                              array  f
  phone_numbers                       array  f
  extension                           object f
  operator                            object`);

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
