// Entry of `pnpm start`, in plain JavaScript: it also runs where the install did not finish, and says so.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major >= 24) await import('./src/start.ts');
else {
  process.stderr.write(
    `linekeeper: config: the install did not finish, so that this is Node ${process.versions.node} instead of 24. ` +
      'Run "npx -y pnpm@12 install" and do what its error says, or install Node 24.11 or later.\n',
  );
  process.exitCode = 78;
}
