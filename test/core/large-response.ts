// A provider on loopback whose list of phones is one response of 30 MB, the largest that a page of a thousand rows may have.
import type { ServerResponse } from 'node:http';
import { startLoopbackServer } from './loopback-server.ts';

const bodyBytes = 30 * 1024 * 1024;
const rowChars = 64_000;

/** The number of rows of `createPhoneList`. */
export const phoneCount = Math.floor(bodyBytes / rowChars);

/** A text of 30 MB. */
export const repeatToLarge = (unit: string): string => unit.repeat(Math.floor(bodyBytes / unit.length));

const createPhone = (id: string) => `{"_id":${id},"macAddress":"00","notes":"${'x'.repeat(rowChars)}"}`;

/** A list of phones whose ids begin with these digits. */
export const createPhoneList = (idDigits: string): string =>
  `{"sipPhones":[${Array.from({ length: phoneCount }, (_, index) => createPhone(`${idDigits}${index}`)).join(',')}]}`;

/** Starts a Telecom X for the duration of the test; `send` answers the request for the first page of phones. Returns its account. */
export async function startLargeProvider(idDigits: string, send: (response: ServerResponse) => Promise<void>): Promise<object> {
  const base_url = await startLoopbackServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const offset = Number(searchParams.get('offset') ?? 0);
    if (pathname === '/sip') response.end('{"sipAccounts":[]}');
    else if (pathname !== '/pbx/sipphone') response.end('[]');
    else if (offset === 0) void send(response);
    // The next page begins one row before its offset.
    else response.end(`{"sipPhones":[${offset < phoneCount ? createPhone(`${idDigits}${phoneCount - 1}`) : ''}]}`);
  });
  return { name: 'large', provider: 'telecomx', token: 'fake-telecomx-application-token', base_url };
}
