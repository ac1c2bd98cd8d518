// How far a campaign goes: bounded in CI, long on demand. Its figures are collected by the command that started it.
import { appendFileSync } from 'node:fs';

const { CAMPAIGN_SEED, CAMPAIGN_FIGURES } = process.env;

/** True for `pnpm campaign`. */
export const isLongCampaign = CAMPAIGN_SEED !== undefined;

/** The seed of what is drawn, printed by the command. */
export const campaignSeed = Number(CAMPAIGN_SEED ?? 20_260_101);

/** Adds a figure to the page that the command writes; nothing in CI. */
export function recordFigure(what: string, figure: string): void {
  if (CAMPAIGN_FIGURES !== undefined) appendFileSync(CAMPAIGN_FIGURES, `${JSON.stringify({ what, figure })}\n`);
}
