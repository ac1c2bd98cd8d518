// A registration's contact: its address stays, its user is gone in any form.
import { describe, expect, it } from 'vitest';
import { stripContactUser } from '../../packages/providers/src/telecomx/sip-contact.ts';
import fc from '../random.ts';

describe('a contact', () => {
  it.each([
    ['alice.hansen;ext=1@10.0.0.1:5060', '10.0.0.1:5060'],
    ['sip:alice.hansen;user=phone@1.2.3.4', '1.2.3.4'],
    ['"A" <sip:alice.hansen;x=1@h.example>', 'h.example'],
    ['alice@firm.dk@10.0.0.1', '10.0.0.1'],
    ['alice?x@10.0.0.1;tag=bob@evil', '10.0.0.1'],
    ['sip:alice@[2001:db8::1]:5060;transport=tcp', '[2001:db8::1]:5060'],
    ['192.0.2.1:5060', '192.0.2.1:5060'],
    ['sip:alice.hansen', undefined],
    ['alice.hansen;user=phone', undefined],
    ['<sip:alice.hansen>', undefined],
    ['alice;a@bob.x;c@host', undefined],
    ['sip:alice%40firm.dk', undefined],
    ['', undefined],
  ])('%j has the address %j', (contact, address) => {
    expect(stripContactUser(contact)).toBe(address);
  });

  it('shows nothing of its user, whatever characters it has', () => {
    const user = fc.string({ unit: fc.constantFrom(...'ab.;?=&:<>"\\@%,[] ') }).map(text => `alice${text}hansen`);
    const form = fc.constantFrom(
      'USER@10.0.0.1',
      'sip:USER@10.0.0.1:5060;a=b',
      '<sip:USER@10.0.0.1>',
      '"x" <sips:USER@10.0.0.1>;q=1',
      'USER',
      'sip:USER',
    );
    fc.assert(
      fc.property(user, form, (text, pattern) => {
        // Without a host behind it, what follows an `@` is the host.
        fc.pre(pattern.includes('@') || !text.includes('@'));
        expect(stripContactUser(pattern.replace('USER', text)) ?? '').not.toMatch(/alice|hansen/);
      }),
    );
  });
});
