// Reads the files of `--env-file` with Node's parser of environment files.
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { type Environment, LinekeeperError, readVariable } from '@linekeeper/core';
import { expandHome } from '@linekeeper/core/node';

const option = '--env-file';

/** The environment with the variables of every `--env-file`. A variable that is set already keeps its value, and a later file wins over an earlier one; an empty one is not set. */
export function addEnvFiles(argv: readonly string[], environment: Environment): Environment {
  const files = argv.flatMap((argument, index) => {
    if (argument.startsWith(`${option}=`)) return [argument.slice(option.length + 1)];
    return argument === option ? (argv[index + 1] ?? []) : [];
  });
  if (files.length === 0) return environment;
  const sources = [...files.map(readEnvFile), environment];
  const set = sources.flatMap(source => Object.entries(source).filter(([name]) => readVariable(source, name) !== undefined));
  return { ...environment, ...Object.fromEntries(set) };
}

function readEnvFile(path: string): Environment {
  const file = expandHome(path);
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no error code';
    throw new LinekeeperError('config', `The file ${file} of ${option} cannot be read (${code}).`);
  }
}
