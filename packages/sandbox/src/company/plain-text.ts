// Ordinary text in place of the injection payloads: for people who look at the sandbox, not for tests of output.
import { injectionPayloads } from './hostile-text.ts';

const plainTexts: Readonly<Record<keyof typeof injectionPayloads, string>> = {
  formula: 'Ask reception before moving it',
  terminal: 'Hallway phone',
  mention: 'Вахта',
  html: 'Overflow',
  rightToLeft: 'Водители 2',
  instruction: 'Kept for peaks in December',
  quotes: 'Склад, ворота 4',
};

// The keys of the two objects are the same.
const names = Object.keys(plainTexts) as (keyof typeof injectionPayloads)[];

const replacements = new Map(names.map(name => [injectionPayloads[name], plainTexts[name]]));

/** Replaces every payload in the data; anything else stays the same. */
export function replaceHostileText<T>(data: T): T {
  // Every other value is copied as it is, so that the type holds.
  return JSON.parse(JSON.stringify(data), (_key, value: unknown) =>
    typeof value === 'string' ? (replacements.get(value) ?? value) : value,
  );
}
