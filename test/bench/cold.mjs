// Loads a bundle and makes its first call in a process that has done nothing else; prints the milliseconds.
const [bundle, event] = process.argv.slice(2);
const begun = performance.now();
const { handler } = await import(bundle);
const { statusCode = 200 } = await handler(JSON.parse(event), { getRemainingTimeInMillis: () => 30_000 });
const taken = performance.now() - begun;
if (statusCode !== 200) throw new Error(`the first call is answered with ${statusCode}`);
process.stdout.write(`${taken}\n`);
process.exit();
