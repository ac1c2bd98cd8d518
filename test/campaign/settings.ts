// How far a campaign goes: bounded in CI, long on demand. Its figures are collected by the command that started it.
import { appendFileSync } from 'node:fs';

const { CAMPAIGN_SEED, CAMPAIGN_FIGURES, CAMPAIGN_SURFACE } = process.env;

/** The surfaces that meet faults; a long campaign tries one after the other. */
export const surfaces = ['process', 'stdio', 'HTTP', 'Slack', 'shell', 'function'] as const;

/** The name of a surface. */
export type SurfaceName = (typeof surfaces)[number];

/** True for the surfaces of this run: all of them in CI. */
export const isWanted = (surface: SurfaceName): boolean => CAMPAIGN_SURFACE === undefined || CAMPAIGN_SURFACE === surface;

/** True for `pnpm campaign`. */
export const isLongCampaign = CAMPAIGN_SEED !== undefined;

/** The seed of what is drawn, printed by the command. */
export const campaignSeed = Number(CAMPAIGN_SEED ?? 20_260_101);

/** Adds a figure to the page that the command writes; nothing in CI. */
export function recordFigure(what: string, figure: string): void {
  if (CAMPAIGN_FIGURES !== undefined) appendFileSync(CAMPAIGN_FIGURES, `${JSON.stringify({ what, figure })}\n`);
}

/** A sequence of numbers from 0 up to 1 that the seed determines (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** At most `count` of the values, which the seed and a number choose. */
export function drawSample<Value>(values: readonly Value[], count: number, drawn: number): Value[] {
  if (count >= values.length) return [...values];
  const random = createRandom(campaignSeed + drawn);
  const order = new Map(values.map(value => [value, random()]));
  return values.toSorted((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0)).slice(0, count);
}
