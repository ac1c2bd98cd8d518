#!/usr/bin/env node
// The published command's first lines: nothing else is loaded before the Node version is known to do.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 19)) {
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
} else {
  process.stderr.write(`linekeeper needs Node 22.19 or later; this is ${process.versions.node}.\n`);
  process.exitCode = 78;
}
