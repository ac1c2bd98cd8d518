// `GET /pbx/sipphone`: the SIP phones of a Telecom X customer.
import { cellAt, defineOperation, type Fields, flagAt, fromDigits, textAt } from '@linekeeper/core';
import * as z from 'zod';
import { pageOf } from './page.ts';
import { telecomx } from './provider.ts';

/** What both shapes have. */
const common: Fields = {
  _id: { about: 'SIP phone id' },
  macAddress: { about: 'MAC address, 12 hex digits' },
  handsetIndex: { about: "Place among a base's handsets, from 0" },
  handsetAddress: { about: "The handset's own id" },
  ip: {
    about: 'Where it may connect from',
    fields: {
      mode: { about: 'OPEN: anywhere until the first contact, LOCKED: from address, ROAMING: from countries' },
      countries: { about: 'Countries, two letters each' },
      address: { about: 'IP address' },
    },
  },
  notes: { about: 'Notes' },
  // Of the full shape; wherever they come, they stay inside.
  customConfig: { secret: true, about: 'Custom configuration' },
  username: { secret: true, about: 'SIP user name' },
  password: { secret: true, about: 'SIP password' },
};

const normal: Fields = {
  ...common,
  sipPhoneModel: {
    about: 'Model',
    fields: {
      _id: { about: 'Model id' },
      brand: { about: 'SNOM, MITEL, GIGASET, LG, CISCO, YEALINK or GENERIC, in any case' },
      brandName: { about: 'Brand as people write it' },
      model: { about: 'Model name' },
      picture: { about: "Id of the model's picture" },
    },
  },
  extension: {
    about: 'Extension it belongs to',
    fields: { _id: { about: 'Extension id' }, number: { about: 'Extension number' }, direct: { about: 'Direct public number' } },
  },
  employee: { about: 'Person it belongs to', fields: { _id: { about: 'Employee id' }, name: { about: 'Name' } } },
  online: { about: 'Whether it is online' },
};

const levels = (what: string): Fields[string] => ({
  about: `${what} levels`,
  fields: { mic: { about: 'Microphone' }, speaker: { about: 'Speaker' } },
});

const purchase: Fields = {
  orderId: { about: 'Order id' },
  date: { about: 'Date of purchase' },
  paymentOption: { about: 'NONE, BOUGHT, RENTED or SELF_OWNED' },
};

const full: Fields = {
  ...common,
  pbxCluster: { about: 'PBX cluster; 1: production, 2: development' },
  sipPhoneModel: { about: 'Model id' },
  extension: { about: 'Extension id; none: not assigned' },
  customer: { about: 'Customer id' },
  serial: { about: 'Serial number' },
  callWaiting: { about: 'Whether call waiting is on' },
  sidePanel: { about: 'Model of its side panels' },
  sidePanelCount: { about: 'Number of side panels' },
  softkeyConfigurationOnDevice: { about: 'Whether soft keys are set on the device, or on the user' },
  softkeyBlfBlindTransfer: { about: 'Whether BLF keys transfer blindly' },
  headsetButton: { about: 'speaker, headset, speaker-headset or headset-speaker' },
  dhsg: { about: 'Whether a DHSG headset is used' },
  displayBrightness: { about: 'Brightness, 0–15' },
  displayBrightnessIdle: { about: 'Brightness when idle, 0–15' },
  displayBackground: { about: 'Background picture' },
  displayFontColor: { about: 'LIGHT or DARK' },
  instanceId: { about: 'WebRTC instance' },
  ringer: { about: 'Ringer', fields: { volume: { about: 'Volume' }, tone: { about: 'Tone, an index or an id' } } },
  volume: { about: 'Volumes', fields: { handset: levels('Handset'), headset: levels('Headset'), handsfree: levels('Hands-free') } },
  softkeys: {
    list: true,
    about: 'Soft keys',
    fields: {
      index: { about: 'Position, from 0' },
      function: { about: 'SPEEDDIAL, BLF, LINE, DND, … ' },
      value: { about: 'Number, id, URL or name for the function' },
      label: { about: 'Label' },
    },
  },
  codec: { about: 'Codecs', fields: { hdAudio: { about: 'HD audio' }, video: { about: 'Video' } } },
  network: {
    about: 'Network settings',
    fields: {
      dhcp: { about: 'DHCP' },
      ipAddress: { about: 'Address' },
      subnet: { about: 'Subnet mask' },
      gateway: { about: 'Gateway' },
      dns1: { about: 'First DNS server' },
      dns2: { about: 'Second DNS server' },
      vlanId: { about: 'VLAN id, 0–4094; 0: none' },
      vlanPriority: { about: 'VLAN priority, 0–7' },
    },
  },
  status: {
    about: 'State',
    fields: {
      configLoaded: { about: 'When the configuration was last fetched' },
      configSaved: { about: 'When the configuration was last changed' },
      online: { about: 'Whether it is online' },
      expires: { about: 'Seconds until its registration expires; -1: offline' },
      localIpAddress: { about: 'Local address' },
      publicIpAddress: { about: 'Public address' },
      userAgent: { about: 'User agent' },
    },
  },
  purchaseInfo: {
    about: 'Purchase',
    fields: { ...purchase, sidePanels: { list: true, about: 'Side panels', fields: { serial: { about: 'Serial number' }, ...purchase } } },
  },
};

export const sipPhones = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_sip_phones',
  title: 'List Telecom X SIP phones',
  description:
    'Lists desk phones and handsets of the hosted PBX: model, extension, direct number, person, online or not, allowed addresses. For trunks and their numbers use telecomx_list_sip_accounts.',
  reference: 'Telecom X API, api:pbx:sipphone:list',
  kind: 'sip_phone',
  reports: ['registration', 'owner', 'addresses'],
  input: () =>
    z.strictObject({
      customer: z.string().min(1).optional().describe("Customer id; overrides the account's own"),
      filter: z
        .string()
        .min(1)
        .optional()
        .describe('Text in MAC or handset address, IP address, extension, direct number, employee or notes'),
      full: z.boolean().optional().describe('All settings; model and extension are then ids'),
      available: z.boolean().optional().describe('true: only phones without an extension'),
    }),
  row: { id: '_id', fields: normal },
  fullRow: { id: '_id', fields: full },
  columns: [
    '_id',
    'macAddress',
    'sipPhoneModel.brand',
    'sipPhoneModel.model',
    'extension.number',
    'extension.direct',
    'employee.name',
    'ip.mode',
    'online',
  ],
  pageSize: 1_000,
  request: ({ customer, filter, full, available }, { offset, limit }) => ({
    method: 'GET',
    path: '/pbx/sipphone',
    query: { customer, offset, limit, filter, full, available },
  }),
  page: pageOf('sipPhones'),
  line: row => ({
    id: textAt(row, '_id'),
    name: textAt(row, 'handsetAddress') ?? textAt(row, 'macAddress'),
    numbers: [fromDigits(textAt(row, 'extension.direct'))].filter(number => number !== undefined),
    extension: textAt(row, 'extension.number'),
    owner: textAt(row, 'employee.name'),
    owner_id: textAt(row, 'employee._id'),
    device: [textAt(row, 'sipPhoneModel.brandName') ?? textAt(row, 'sipPhoneModel.brand'), textAt(row, 'sipPhoneModel.model')]
      .filter(Boolean)
      .join(' '),
    signals: { registered: flagAt(row, 'online'), unassigned: cellAt(row, 'extension') === undefined },
  }),
  forLines: ({ reason }) => (reason === 'unassigned' ? { available: true } : {}),
  forNumber: ({ digits }) => ({ filter: digits }),
});
