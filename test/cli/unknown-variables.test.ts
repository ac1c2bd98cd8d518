// Environment variables that look like settings: unknown ones cause a warning with a suggestion, published ones do not.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { serverManifest } from '../../packages/cli/publish/manifests.ts';
import { unknownVariables } from '../../packages/cli/src/unknown-variables.ts';
import { linekeeper } from '../command.ts';

const root = `${import.meta.dirname}/../..`;

describe('an unknown variable', () => {
  it.each([
    ['CALLGEAR_TOKEN', 'CALLGEAR_TOKEN is not a setting: did you mean CALLGEAR_ACCESS_TOKEN?'],
    ['EXOLVE_API_KEYY', 'EXOLVE_API_KEYY is not a setting: did you mean EXOLVE_API_KEY?'],
    ['LINEKEEPER_SANDBX', 'LINEKEEPER_SANDBX is not a setting: did you mean LINEKEEPER_SANDBOX?'],
    ['TELECOMX_ZZZ', 'TELECOMX_ZZZ is not a setting.'],
  ])('%s causes a warning', (name, warning) => {
    expect(unknownVariables({ [name]: 'fake-value' })).toEqual([warning]);
  });

  it('of another program is ignored', () => {
    expect(unknownVariables({ PATH: '/', AWS_REGION: 'x', CALLGEARS: 'x', npm_config_linekeeper: 'x' })).toEqual([]);
  });

  it('is reported in the sandbox, too, if it has a value', async () => {
    const environment = { LINEKEEPER_TIMEOUT: '5', EXOLVE_API_KEYY: '', CALLGEAR_TOKEN: ' ' };
    const { stderr } = await linekeeper(['accounts', '--sandbox'], { environment });
    expect(stderr.match(/.*is not a setting.*/g)).toEqual([
      'note: LINEKEEPER_TIMEOUT is not a setting: did you mean LINEKEEPER_TIMEOUT_MS?',
    ]);
  });

  it('is reported before the answer, without its value', async () => {
    const { stderr } = await linekeeper(['accounts'], { environment: { EXOLVE_API_KEYY: 'fake-value' } });
    expect(stderr).toMatch(
      /^note: EXOLVE_API_KEYY is not a setting: did you mean EXOLVE_API_KEY\?\nlinekeeper: config: No account is set up/,
    );
    expect(stderr).not.toContain('fake-value');
  });
});

it('every setting that the code reads is known', () => {
  const sources = globSync('packages/*/src/**/*.ts', { cwd: root }).map(file => readFileSync(`${root}/${file}`, 'utf8'));
  const names = sources.flatMap(source => source.match(/\bLINEKEEPER_[A-Z_]*[A-Z]\b/g) ?? []);
  expect(new Set(names).size).toBeGreaterThan(20);
  expect(unknownVariables(Object.fromEntries(names.map(name => [name, 'x'])))).toEqual([]);
});

it('every published setting is known', () => {
  const names = serverManifest.packages.flatMap(({ environmentVariables }) => environmentVariables.map(({ name }) => name));
  expect(unknownVariables(Object.fromEntries(names.map(name => [name, 'x'])))).toEqual([]);
});
