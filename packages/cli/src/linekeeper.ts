#!/usr/bin/env node
// Entry of the published command: checks the Node version before it loads anything else.
import { enableCompileCache } from './compile-cache.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 19)) {
  // An import would be loaded before the version is known.
  enableCompileCache(process.env, process.getBuiltinModule('node:module'));
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
} else {
  process.stderr.write(`linekeeper needs Node 22.19 or later, for example from https://nodejs.org; this is ${process.versions.node}.\n`);
  process.exitCode = 78;
}
