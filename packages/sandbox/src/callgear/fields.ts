// What CallGear's pages say of every field: its kind, and whether it may be filtered and sorted.

export type Kind = 'number' | 'string' | 'enum' | 'date' | 'boolean' | 'object' | 'array';
export type Test = (cell: unknown) => boolean;
export type Row = Record<string, unknown>;

export interface Field {
  name: string;
  kind: Kind;
  filter: boolean;
  sort: boolean;
  /** `default`: sent always and may be asked for; `extra`: sent where no fields are asked for, on no page; `hidden`: never sent. */
  shown: 'default' | 'extra' | 'hidden';
}

/** One line a field: name, kind, then `f` and `s` where it may be filtered and sorted, `extra` or `hidden` where it is no ordinary one. */
export function fields(table: string): Field[] {
  return table
    .trim()
    .split('\n')
    .map(line => {
      const [name = '', kind = '', ...marks] = line.trim().split(/\s+/);
      const shown = marks.includes('extra') ? 'extra' : marks.includes('hidden') ? 'hidden' : 'default';
      // The tables below are literals of this room.
      return { name, kind: kind as Kind, filter: marks.includes('f'), sort: marks.includes('s'), shown };
    });
}

export const sipLineFields = fields(`
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

export const virtualNumberFields = fields(`
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

export const employeeFields = fields(`
  id            number f
  full_name     string f s
  status_id     number f
  email         string f
  phone_numbers array  f
  extension     object f
  groups        array  f
  login         string s hidden`);

export const customerUserFields = fields(`
  id          number f s
  login       string f s
  name        string f s
  description string f
  customer_id number f s`);

export const accountFields = fields(`
  app_id   number
  name     string
  timezone string`);
