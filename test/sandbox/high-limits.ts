// A quota of CallGear for tests that together send more requests than its 250 a minute.

/** More requests than a test sends. */
export const highCallGearLimits = { minute: 1_000_000, day: 1_000_000 };
