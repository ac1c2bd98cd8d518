// Runs before an install in a clone: it needs pnpm, and a Node of its own on the platforms to which no package brings one. It runs on whatever Node the user has.
const { npm_config_user_agent: userAgent = '', npm_lifecycle_event: event } = process.env;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const bringsNode = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);

if (event === 'preinstall' && !userAgent.startsWith('pnpm/'))
  fail('This repository is installed by pnpm, which npx brings: npx -y pnpm@12 install, or npx -y pnpm@12 start for a tour.');
else if (!bringsNode && (major < 24 || (major === 24 && minor < 11)))
  fail(
    `On ${process.platform} ${process.arch}, install Node 24.11 or later first; this is ${process.versions.node}. See https://nodejs.org/en/download.`,
  );

function fail(sentence) {
  process.stderr.write(`\n${sentence}\n\n`);
  process.exitCode = 1;
}
