// The Dockerfile: free of a linter's findings, small, and without root or credentials. No test builds it.
import { readFileSync } from 'node:fs';
import { ValidationSeverity, type ValidatorSettings, validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';

const root = `${import.meta.dirname}/../..`;
const dockerfile = readFileSync(`${root}/Dockerfile`, 'utf8');
const lines = dockerfile.replaceAll('\\\n', ' ').split('\n');
const list = (instruction: string) =>
  lines.filter(line => line.startsWith(`${instruction} `)).map(line => line.slice(instruction.length + 1));

/** Every check of the linter is an error. */
const strict: ValidatorSettings = {
  deprecatedMaintainer: ValidationSeverity.ERROR,
  directiveCasing: ValidationSeverity.ERROR,
  emptyContinuationLine: ValidationSeverity.ERROR,
  instructionCasing: ValidationSeverity.ERROR,
  instructionCmdMultiple: ValidationSeverity.ERROR,
  instructionEntrypointMultiple: ValidationSeverity.ERROR,
  instructionHealthcheckMultiple: ValidationSeverity.ERROR,
  instructionJSONInSingleQuotes: ValidationSeverity.ERROR,
  instructionWorkdirRelative: ValidationSeverity.ERROR,
};

describe('the Dockerfile', () => {
  it('has no finding of the linter', () => {
    expect(validate(dockerfile, strict).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it('builds in one image and runs in another, both with an exact tag', () => {
    const images = list('FROM').map(line => line.split(' ')[0]);
    expect(images).toEqual([
      expect.stringMatching(/^node:24[\w.-]*-slim$/),
      expect.stringMatching(/^gcr\.io\/distroless\/nodejs24-debian\d+:nonroot$/),
    ]);
    expect(
      list('COPY')
        .slice(1)
        .every(line => line.startsWith('--from=build ')),
    ).toBe(true);
  });

  it('runs without root, a shell, or a credential', () => {
    expect(list('USER')).toEqual(['65532:65532']);
    for (const instruction of ['ENTRYPOINT', 'CMD']) expect(JSON.parse(list(instruction)[0] ?? '')).toEqual(expect.any(Array));
    for (const instruction of ['ENV', 'ARG', 'ADD']) expect(list(instruction)).toEqual([]);
    expect(readFileSync(`${root}/.dockerignore`, 'utf8').split('\n')).toEqual(
      expect.arrayContaining(['.env*', '*.env', '**/accounts.json', '**/node_modules']),
    );
  });
});
