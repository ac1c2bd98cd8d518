// fast-check with a fixed seed in CI, so that a run there fails only because of its change; locally, every run has new values.
// A campaign (test/campaign/run.ts) sets the seed and the number of runs of every property.
import fc from 'fast-check';

const { CAMPAIGN_SEED, CAMPAIGN_RUNS, CI } = process.env;

if (CAMPAIGN_SEED !== undefined) fc.configureGlobal({ seed: Number(CAMPAIGN_SEED), numRuns: Number(CAMPAIGN_RUNS ?? 100) });
else if (CI !== undefined) fc.configureGlobal({ seed: 20_260_101 });

export default fc;
