// The check before a release, and what those who carry the project on find in the repository.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findReleaseProblems } from '../../packages/cli/publish/check-release.ts';

const root = `${import.meta.dirname}/../..`;
const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8');

describe('the check before a release', () => {
  it('asks for the owner of the repository wherever it is named, and for nothing else', () => {
    const problems = findReleaseProblems([]);
    const unfilled = problems.filter(problem => problem.includes('OWNER'));
    expect(unfilled.map(problem => problem.split(' ')[0])).toEqual(
      expect.arrayContaining(['packages/cli/package.json', 'packages/cli/server.json', 'README.md', '.github/ISSUE_TEMPLATE/config.yml']),
    );
    expect(problems.filter(problem => !unfilled.includes(problem))).toEqual([]);
  });

  it('refuses a work tree with changes', () => {
    expect(findReleaseProblems([' M README.md'])).toContain('1 files are not committed.');
  });
});

describe('the repository', () => {
  it('runs the checks of a change as they run everywhere', () => {
    expect(read('.github/workflows/ci.yml')).toMatch(/^ +- run: \.ci\/run$/m);
    expect(read('.github/workflows/ci.yml')).toMatch(/^permissions:\n {2}contents: read$/m);
  });

  it('leads a vulnerability to its private form', () => {
    expect(read('.github/ISSUE_TEMPLATE/config.yml')).toContain('/security/advisories/new');
    expect(read('.github/ISSUE_TEMPLATE/bug.yml')).toContain('SECURITY.md');
    expect(read('README.md')).toContain('(SECURITY.md)');
  });

  it('ends an install by another package manager with the command to use', () => {
    const { scripts } = JSON.parse(read('package.json'));
    expect(scripts.preinstall).toBe('node build/check-install.mjs');
    const install = (userAgent: string) =>
      spawnSync(process.execPath, [`${root}/build/check-install.mjs`], {
        encoding: 'utf8',
        env: { npm_lifecycle_event: 'preinstall', npm_config_user_agent: userAgent },
      });
    expect(install('npm/11.0.0 node/v24.21.0 linux x64')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('npx -y pnpm@12 install'),
    });
    expect(install('pnpm/12.0.0 npm/? node/v24.21.0 linux x64')).toMatchObject({ status: 0, stderr: '' });
  });
});
