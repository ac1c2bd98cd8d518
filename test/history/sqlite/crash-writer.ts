// A process that takes one snapshot after the other until it is killed: each gives all lines the name of the snapshot.
import { compareSnapshot } from '@linekeeper/history';
import { SqliteHistory } from '@linekeeper/history/sqlite';
import { createLine, readAccount } from '../readings.ts';

const [path = '', count = '40'] = process.argv.slice(2);
const history = new SqliteHistory({ path, dataset: 'accounts' });
await history.openForWriting({ command: 'crash-writer', pid: process.pid, since: new Date().toISOString() });
for (;;) {
  const state = await history.readState();
  const number = Number(state.last?.id ?? 0) + 1;
  const lines = Array.from({ length: Number(count) }, (_, index) => createLine(String(index), { name: `Name ${number}` }));
  await history.write(compareSnapshot(state, { id: String(number), at: number * 1_000, accounts: [readAccount(lines)] }));
  process.stdout.write(`${number}\n`);
}
