// What a row of `GET /pbx/sipphone` states about a phone: its facts and its description.
import { type FactReaders, getBoolean, getCell, getText, type LineDetails, type Row, toE164 } from '@linekeeper/core';

/** The facts of a SIP phone. Its extension, not the phone, has the direct number. */
export const sipPhoneFacts = {
  registered: { fields: ['online'], read: row => getBoolean(row, 'online') },
  unassigned: { fields: ['extension'], read: row => getCell(row, 'extension') === undefined },
  numbers: {
    fields: ['extension'],
    read: row => [toE164(getText(row, 'extension.direct'))].filter(number => number !== undefined),
  },
  extension: { fields: ['extension'], read: row => getText(row, 'extension.number') },
  owner: { fields: ['employee'], read: row => getText(row, 'employee.name') ?? getText(row, 'employee._id') },
  inUse: { fields: ['extension'], read: row => getCell(row, 'extension') !== undefined },
  openRegistration: { fields: ['ip.mode'], read: row => getText(row, 'ip.mode')?.toUpperCase() === 'OPEN' },
} satisfies FactReaders;

/** The MAC address of the phone or base, and the similar address of a base's handset. */
function formatHardwareAddress(row: Row): string | undefined {
  const handset = getText(row, 'handsetAddress');
  const parts = [getText(row, 'macAddress'), handset && `handset ${handset}`];
  return parts.filter(Boolean).join(' ') || undefined;
}

const wordByOnline: ReadonlyMap<boolean | undefined, string> = new Map([
  [true, 'online'],
  [false, 'offline'],
]);

/** Describes the phone of a row. Phones have no names: their models stand for them. */
export function describeSipPhone(row: Row): LineDetails {
  const brand = getText(row, 'sipPhoneModel.brandName') ?? getText(row, 'sipPhoneModel.brand');
  return {
    id: getText(row, '_id'),
    name: [brand, getText(row, 'sipPhoneModel.model')].filter(Boolean).join(' '),
    numbers: sipPhoneFacts.numbers.read(row),
    extension: sipPhoneFacts.extension.read(row),
    owner: getText(row, 'employee.name'),
    owner_id: getText(row, 'employee._id'),
    provider_status: wordByOnline.get(sipPhoneFacts.registered.read(row)),
    device: formatHardwareAddress(row),
  };
}
