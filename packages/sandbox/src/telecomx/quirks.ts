// What Telecom X was seen to send beside its pages: spellings, impossible dates, numbers for text, nulls that come and go.
import { isObject, type Json, type JsonObject } from '../json.ts';

/** Where long pages of each list end early. */
export const seams = { sipAccounts: 4, sipPhones: 30 };

/** Properties without a value are left out of every other row and null in the rest. */
function thin(row: JsonObject, index: number): JsonObject {
  return index % 2 === 0 ? row : Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

function changed(row: JsonObject, name: string, change: Record<string, Json>): JsonObject {
  const inner = row[name];
  // An object among JSON values is one of JSON values.
  return isObject(inner) ? { ...row, [name]: { ...(inner as JsonObject), ...change } } : row;
}

export function quirkyTrunk(row: JsonObject, index: number): JsonObject {
  return thin(row, index);
}

/** The page's own examples: `Snom`, a tone that is a number, a year of three digits. */
export function quirkyPhone(row: JsonObject, index: number): JsonObject {
  let odd = thin(row, index);
  const model = row.sipPhoneModel;
  if (isObject(model) && model.brand === 'SNOM' && index % 3 === 0) odd = changed(odd, 'sipPhoneModel', { brand: 'Snom' });
  if (index % 2 === 0) odd = changed(odd, 'ringer', { tone: 1 + (index % 8) });
  if (index % 10 === 4) odd = changed(odd, 'status', { configSaved: '214-01-01T00:00:00Z' });
  return odd;
}
