// Undocumented behavior observed at Telecom X: brand spellings, impossible dates, numbers instead of strings, omitted nulls.
import { isObject, type Json, type JsonObject } from '../json.ts';

/** The index at which long pages of each list end early. */
export const shortPageEnds = { sipAccounts: 4, sipPhones: 30 };

/** Null properties are omitted from every second row. */
function dropAlternateNulls(row: JsonObject, index: number): JsonObject {
  return index % 2 === 0 ? row : Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

function patchObject(row: JsonObject, name: string, changes: Record<string, Json>): JsonObject {
  const inner = row[name];
  // A JSON value that is an object is a JsonObject.
  return isObject(inner) ? { ...row, [name]: { ...(inner as JsonObject), ...changes } } : row;
}

/** A trunk as Telecom X sends it; `index` is its position in the whole list. */
export function toQuirkyTrunk(row: JsonObject, index: number): JsonObject {
  return dropAlternateNulls(row, index);
}

/** Examples from the documentation itself: the brand `Snom`, a numeric ringer tone, a year with three digits. */
export function toQuirkyPhone(row: JsonObject, index: number): JsonObject {
  let quirky = dropAlternateNulls(row, index);
  const model = row.sipPhoneModel;
  if (isObject(model) && model.brand === 'SNOM' && index % 3 === 0) quirky = patchObject(quirky, 'sipPhoneModel', { brand: 'Snom' });
  if (index % 2 === 0) quirky = patchObject(quirky, 'ringer', { tone: 1 + (index % 8) });
  if (index % 10 === 4) quirky = patchObject(quirky, 'status', { configSaved: '214-01-01T00:00:00Z' });
  return quirky;
}
