// Variables that are no settings: what was meant is said, and the settings themselves are all known.
import { describe, expect, it } from 'vitest';
import { serverManifest } from '../../packages/cli/publish/manifests.ts';
import { strayVariables } from '../../packages/cli/src/unknown-variables.ts';
import { linekeeper } from '../command.ts';

describe('a variable that is no setting', () => {
  it.each([
    ['CALLGEAR_TOKEN', 'CALLGEAR_TOKEN is no setting: did you mean CALLGEAR_ACCESS_TOKEN?'],
    ['EXOLVE_API_KEYY', 'EXOLVE_API_KEYY is no setting: did you mean EXOLVE_API_KEY?'],
    ['LINEKEEPER_SANDBX', 'LINEKEEPER_SANDBX is no setting: did you mean LINEKEEPER_SANDBOX?'],
    ['TELECOMX_ZZZ', 'TELECOMX_ZZZ is no setting.'],
  ])('%s is told', (name, sentence) => {
    expect(strayVariables({ [name]: 'fake-value' })).toEqual([sentence]);
  });

  it('of another program is none of our business', () => {
    expect(strayVariables({ PATH: '/', AWS_REGION: 'x', CALLGEARS: 'x', npm_config_linekeeper: 'x' })).toEqual([]);
  });

  it('is said before the answer, without its value', async () => {
    const { stderr } = await linekeeper(['accounts'], { environment: { EXOLVE_API_KEYY: 'fake-value' } });
    expect(stderr).toMatch(/^note: EXOLVE_API_KEYY is no setting: did you mean EXOLVE_API_KEY\?\nlinekeeper: config: No account is set up/);
    expect(stderr).not.toContain('fake-value');
  });
});

it('every setting that is published is known', () => {
  const names = serverManifest.packages.flatMap(({ environmentVariables }) => environmentVariables.map(({ name }) => name));
  expect(strayVariables(Object.fromEntries(names.map(name => [name, 'x'])))).toEqual([]);
});
