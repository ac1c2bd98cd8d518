// Preloaded into a command: host names that begin with `unresolved` are never looked up, as if the name server did not answer.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const { lookup } = dns;
const { lookup: lookupPromise } = dns.promises;
// A pending lookup keeps the process alive, for much longer than any deadline here.
const wait = () => void setTimeout(() => {}, 60_000);
dns.lookup = (host, ...rest) => (host.startsWith('unresolved') ? wait() : lookup(host, ...rest));
dns.promises.lookup = (host, ...rest) => (host.startsWith('unresolved') ? new Promise(wait) : lookupPromise(host, ...rest));
syncBuiltinESMExports();
