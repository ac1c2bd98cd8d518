// Statuses, redirects and the headers of rate limits, with bodies that no surface may show.
import { type FaultCode, type FaultKind, head, plantedText, raw, send } from './fault-kind.ts';

const html = ({ credential }: { credential: string }) => `<html><body><h1>${plantedText}</h1>${credential}</body></html>`;
const htmlType = { 'content-type': 'text/html' };

const statuses: Readonly<Record<number, FaultCode>> = {
  400: 'input',
  401: 'auth',
  402: 'refused',
  403: 'denied',
  404: 'not_found',
  405: 'refused',
  406: 'refused',
  408: 'unavailable',
  409: 'refused',
  410: 'refused',
  418: 'refused',
  421: 'refused',
  422: 'input',
  425: 'refused',
  431: 'refused',
  451: 'refused',
  500: 'unavailable',
  501: 'unavailable',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
  507: 'unavailable',
  511: 'unavailable',
  520: 'unavailable',
  599: 'unavailable',
};

const redirects = [300, 301, 302, 303, 304, 305, 307, 308];

/** What `Retry-After` holds, and whether it asks for a pause. */
const retryAfters: readonly (readonly [string, boolean])[] = [
  ['0', true],
  ['1', true],
  ['-5', false],
  ['1e9', false],
  ['soon, friend', false],
  ['', false],
  ['99999999999999999999', true],
  [new Date(0).toUTCString(), true],
  ['Fri, 31 Dec 9999 23:59:59 GMT', true],
];

/** Kinds that are told by the status line and the headers. */
export const statusKinds: readonly FaultKind[] = [
  ...Object.entries(statuses).map(
    ([status, code]): FaultKind => ({ name: `status ${status}`, codes: [code], respond: send(html, Number(status), htmlType) }),
  ),
  ...redirects.map(
    (status): FaultKind => ({
      name: `redirect ${status}`,
      codes: ['malformed'],
      respond: send('', status, { location: 'http://127.0.0.1:1/stolen' }),
    }),
  ),
  { name: 'a redirect to itself', codes: ['malformed'], respond: send('', 302, { location: '' }) },
  ...retryAfters.map(
    ([value, pauses]): FaultKind => ({
      name: `retry after ${value}`,
      codes: ['rate_limited'],
      ...(pauses && { pauses }),
      respond: send(plantedText, 429, { 'retry-after': value }),
    }),
  ),
  {
    name: 'two retry-after headers',
    codes: ['rate_limited'],
    pauses: true,
    respond: raw(head('429 Too Many', 'connection: close', 'retry-after: 1', 'retry-after: 3600', 'content-length: 0')),
  },
  { name: '503 with retry-after', codes: ['unavailable', 'rate_limited'], respond: send(plantedText, 503, { 'retry-after': '1' }) },
  {
    name: 'status 000',
    codes: ['malformed', 'network', 'refused'],
    respond: raw(head('000 Zero', 'connection: close', 'content-length: 0')),
  },
  { name: 'status 999', codes: ['unavailable', 'malformed'], respond: raw(head('999 Nine', 'connection: close', 'content-length: 0')) },
  { name: 'status 2000', codes: ['malformed', 'network'], respond: raw(head('2000 Many', 'connection: close', 'content-length: 0')) },
  {
    name: 'status 101',
    codes: ['network', 'malformed', 'timeout'],
    respond: raw(head('101 Switching', 'upgrade: h2c', 'connection: upgrade')),
  },
  { name: 'status 204', codes: ['malformed'], respond: raw(head('204 No Content', 'connection: close')) },
  { name: 'status 205', codes: ['malformed'], respond: raw(head('205 Reset', 'connection: close', 'content-length: 0')) },
  { name: '201 with the page', codes: ['ok'], respond: send(({ page }) => page, 201) },
  {
    name: '206 with a part',
    codes: ['malformed'],
    respond: send(({ page }) => page.slice(0, page.length / 2), 206, { 'content-range': 'bytes 0-10/9999' }),
  },
  { name: '429 with the page', codes: ['rate_limited'], respond: send(({ page }) => page, 429) },
  { name: '500 with the page', codes: ['unavailable'], respond: send(({ page }) => page, 500) },
  {
    name: 'a status text of the provider',
    codes: ['unavailable'],
    respond: raw(({ credential }) => head(`500 ${plantedText} ${credential}`, 'connection: close', 'content-length: 0')),
  },
  {
    name: 'cookies and hints of a gateway',
    codes: ['ok'],
    respond: send(({ page }) => page, 200, {
      'set-cookie': `session=${plantedText}; Domain=example.com`,
      'strict-transport-security': 'max-age=1',
      'clear-site-data': '"*"',
      'alt-svc': 'h3=":1"',
    }),
  },
];
