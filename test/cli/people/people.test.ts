// `linekeeper people FILE`: leavers, people without a line and doubts, as a table, JSON and CSV.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { linekeeper } from '../../command.ts';

const list = 'Navn;Afdeling\nMette Sørensen;reception\nLars Hansen;sales\nIngrid Ågård;fleet\n';
const run = (...args: string[]) => linekeeper(['people', '-', '--sandbox', '--account', 'copenhagen', ...args], { input: list });

describe('linekeeper people', () => {
  it('answers as the tool does', async () => {
    const { code, stdout, stderr } = await run();
    expect(code).toBe(0);
    const { leavers, without_line, ambiguous, matched } = JSON.parse(stdout);
    expect(leavers.map(({ owner }: { owner: string }) => owner)).toContain('Søren Kjær');
    expect(without_line).toEqual([{ name: 'Ingrid Ågård', department: 'fleet' }]);
    expect(ambiguous).toMatchObject([
      { person: { name: 'Lars Hansen' }, candidates: [{ owner: 'Lars Hansen' }, { owner: 'Lars Hansen' }] },
    ]);
    expect(matched).toBe(1);
    expect(stderr).toMatch(/note: \d+ leavers, 1 without a line, 1 doubtful, 1 matched\./);
  });

  it('prints a row for each of them as CSV and NDJSON', async () => {
    const { stdout } = await run('--format', 'csv', '--fields', 'result,person,owner,why');
    expect(stdout.split('\r\n')).toContain('"without_line","Ingrid Ågård","",""');
    expect(stdout).toContain('"ambiguous","Lars Hansen","Lars Hansen","2 owners of copenhagen have this name"');
    const rows = (await run('--format', 'ndjson')).stdout.trim().split('\n');
    expect(rows.map(row => JSON.parse(row).result)).toEqual(expect.arrayContaining(['leaver', 'ambiguous', 'without_line']));
  });

  it('counts the rows of a table, which are not only leavers', async () => {
    const { stdout, stderr } = await run('--format', 'table');
    expect(stderr).toContain(`\n${stdout.trim().split('\n').length - 1} rows\n`);
  });

  it('refuses columns of a JSON answer, which has lists instead', async () => {
    const { code, stderr } = await run('--fields', 'owner');
    expect({ code, stderr }).toMatchObject({ code: 64, stderr: expect.stringContaining('--fields selects columns of a table') });
  });

  it('takes a file of the home folder by its ~', async () => {
    const home = mkdtempSync(`${tmpdir()}/people-home-`);
    onTestFinished(() => rmSync(home, { recursive: true }));
    writeFileSync(`${home}/staff.csv`, list);
    const { code, stdout } = await linekeeper(['people', '~/staff.csv', '--sandbox', '--account', 'copenhagen'], {
      environment: { HOME: home },
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).matched).toBe(1);
  });

  it('says what is wrong with a file, without its content', async () => {
    const { code, stderr } = await linekeeper(['people', '-', '--sandbox'], { input: 'secret,list\n1,2\n' });
    expect(code).toBe(64);
    expect(stderr).toContain('--name-column');
    expect(stderr).not.toContain('secret');
  });
});
