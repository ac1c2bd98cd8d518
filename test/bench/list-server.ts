// A fake Telecom X with 100,000 SIP accounts, served without delay.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const total = 100_000;

const row = (index: number) => ({
  _id: index.toString(16).padStart(24, '0'),
  active: true,
  name: `Trunk ${index}`,
  numbers: [`+4570${String(index % 1_000_000).padStart(6, '0')}`],
  ratePlan: '1234567890ABCDEF12345678',
  ratePlanName: 'Standard SIP account',
  status: index % 7 === 0 ? 'OFF' : 'ON',
  connection: 'IP_AUTH_REG',
  username: 'fakefakefakefake',
  ipAddress: '192.0.2.10',
  failover: null,
  usageBlock: false,
  defaultNumber: '+4570305050',
});

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
  const offset = Number(searchParams.get('offset'));
  const limit = Number(searchParams.get('limit'));
  const sipAccounts = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => row(offset + index));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ offset, limit, total, sipAccounts }));
});
server.listen(0, '127.0.0.1', () => {
  // A TCP server that listens has an address of this shape.
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
