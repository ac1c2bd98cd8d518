// How the company's rows are named and numbered: plain arithmetic, so that the same row always has the same id.

/** Telecom X ids are 24 hex characters. */
export function hexId(family: string, index: number): string {
  return (
    family.toUpperCase() +
    index
      .toString(16)
      .toUpperCase()
      .padStart(24 - family.length, '0')
  );
}

export function padded(index: number, width: number): string {
  return String(index).padStart(width, '0');
}

/** `count` whole numbers from `first`. */
export function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, step) => first + step);
}

/** One of a list, round and round. */
export function pick<T>(list: readonly [T, ...T[]], index: number): T {
  return list[index % list.length] ?? list[0];
}
