// Deterministic ids and values: plain arithmetic on the row's index, so that the data is the same in every run.

/** A Telecom X id, 24 hex digits that begin with `prefix`. */
export function hexId(prefix: string, index: number): string {
  return (
    prefix.toUpperCase() +
    index
      .toString(16)
      .toUpperCase()
      .padStart(24 - prefix.length, '0')
  );
}

/** The index with leading zeros, `width` digits long. */
export function zeroPad(index: number, width: number): string {
  return String(index).padStart(width, '0');
}

/** `count` consecutive integers from `first`. */
export function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, offset) => first + offset);
}

/** The element at `index`, starting again after the last one. */
export function pick<T>(list: readonly [T, ...T[]], index: number): T {
  return list[index % list.length] ?? list[0];
}
