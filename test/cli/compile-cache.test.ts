// The compile cache of the built command: where it is, and that nothing depends on it.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';

describe('the compile cache of the command', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(`${tmpdir()}/linekeeper-cache-`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (environment: Record<string, string>) => linekeeper(['--version'], { environment });

  it('is in the home folder', async () => {
    await run({ HOME: folder });
    expect(existsSync(`${folder}/.cache/linekeeper`)).toBe(true);
  });

  it('is in XDG_CACHE_HOME', async () => {
    await run({ HOME: '/nonexistent', XDG_CACHE_HOME: folder });
    expect(existsSync(`${folder}/linekeeper`)).toBe(true);
  });

  it.each([
    ['a relative XDG_CACHE_HOME', () => ({ HOME: folder, XDG_CACHE_HOME: 'relative' }), true],
    ['NODE_COMPILE_CACHE', () => ({ HOME: folder, NODE_COMPILE_CACHE: `${folder}/own` }), false],
    ['NODE_DISABLE_COMPILE_CACHE', () => ({ HOME: folder, NODE_DISABLE_COMPILE_CACHE: '1' }), false],
  ])('heeds %s', async (_, environment, isInHome) => {
    await run(environment());
    expect(existsSync(`${folder}/.cache/linekeeper`)).toBe(isInHome);
  });

  it.each([
    ['without a home folder', () => ({})],
    ['with a home folder that cannot hold it', () => ({ HOME: `${folder}/file` })],
  ])('is not needed %s', async (_, environment) => {
    writeFileSync(`${folder}/file`, '');
    expect(await run(environment())).toMatchObject({ code: 0, stderr: '' });
  });
});
