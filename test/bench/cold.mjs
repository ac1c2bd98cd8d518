// Imports a function bundle and invokes it once in a fresh process; prints the milliseconds.
const [bundle, event] = process.argv.slice(2);
const startedAt = performance.now();
const { handler } = await import(bundle);
const { statusCode = 200 } = await handler(JSON.parse(event), { getRemainingTimeInMillis: () => 30_000 });
const durationMs = performance.now() - startedAt;
if (statusCode !== 200) throw new Error(`The first invocation returned ${statusCode}.`);
process.stdout.write(`${durationMs}\n`);
process.exit();
