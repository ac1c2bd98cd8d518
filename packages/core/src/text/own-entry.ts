// Looks up what callers name in a table: `constructor` and `__proto__` are properties of every object.

/** The table's own entry with this key; undefined if it has none. */
export const getOwnEntry = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
