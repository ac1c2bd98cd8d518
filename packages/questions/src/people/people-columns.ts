// The columns of `compare_people`.

/** Every column of the table, which has a row for each leaver, person without a line, and doubt. */
export const peopleColumns = [
  'result',
  'person',
  'email',
  'person_id',
  'department',
  'owner',
  'owner_id',
  'account',
  'lines',
  'numbers',
  'why',
];
