// Imports a function bundle and invokes it once in a fresh process; prints the milliseconds, and those of the processor.
const [bundle, event] = process.argv.slice(2);
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const { handler } = await import(bundle);
const { statusCode = 200 } = await handler(JSON.parse(event), { getRemainingTimeInMillis: () => 30_000 });
const ms = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpuBefore);
if (statusCode !== 200) throw new Error(`The first invocation returned ${statusCode}.`);
process.stdout.write(`${JSON.stringify({ ms, cpuMs: (user + system) / 1000 })}\n`);
process.exit();
