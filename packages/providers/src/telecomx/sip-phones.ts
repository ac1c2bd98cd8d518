// `GET /pbx/sipphone`: the SIP phones of a Telecom X customer.
import { defineOperation, type Fields, getText } from '@linekeeper/core';
import * as z from 'zod';
import { createPageParser } from './page.ts';
import { filterSchema } from './parameters.ts';
import { telecomx } from './provider.ts';
import { requirements } from './rights.ts';
import { describeSipPhone, sipPhoneFacts } from './sip-phone-line.ts';

/** The fields of both row shapes. */
const commonFields: Fields = {
  _id: { description: 'SIP phone id' },
  macAddress: { description: 'MAC address, 12 hex digits' },
  handsetIndex: { description: "Place among a base's handsets, from 0" },
  handsetAddress: { description: "The handset's own id" },
  ip: {
    description: 'Where it may connect from',
    fields: {
      mode: { description: 'OPEN: anywhere until the first contact, LOCKED: from address, ROAMING: from countries' },
      countries: { description: 'Countries, two letters each' },
      address: { description: 'IP address' },
    },
  },
  notes: { description: 'Notes' },
  // Fields of the full shape, secret in either.
  customConfig: { secret: true, description: 'Custom configuration' },
  username: { secret: true, description: 'SIP user name' },
  password: { secret: true, description: 'SIP password' },
};

const normalFields: Fields = {
  ...commonFields,
  sipPhoneModel: {
    description: 'Model',
    fields: {
      _id: { description: 'Model id' },
      brand: { description: 'SNOM, MITEL, GIGASET, LG, CISCO, YEALINK or GENERIC, in any case' },
      brandName: { description: 'Brand as people write it' },
      model: { description: 'Model name' },
      picture: { description: "Id of the model's picture" },
    },
  },
  extension: {
    description: 'Extension it belongs to',
    fields: {
      _id: { description: 'Extension id' },
      number: { description: 'Extension number' },
      direct: { description: 'Direct public number' },
    },
  },
  employee: { description: 'Person it belongs to', fields: { _id: { description: 'Employee id' }, name: { description: 'Name' } } },
  online: { description: 'Whether it is online' },
};

const createLevelFields = (what: string): Fields[string] => ({
  description: `${what} levels`,
  fields: { mic: { description: 'Microphone' }, speaker: { description: 'Speaker' } },
});

const purchaseFields: Fields = {
  orderId: { description: 'Order id' },
  date: { description: 'Date of purchase' },
  paymentOption: { description: 'NONE, BOUGHT, RENTED or SELF_OWNED' },
};

const fullFields: Fields = {
  ...commonFields,
  pbxCluster: { description: 'PBX cluster; 1: production, 2: development' },
  sipPhoneModel: { description: 'Model id' },
  extension: { description: 'Extension id; none: not assigned' },
  customer: { description: 'Customer id' },
  serial: { description: 'Serial number' },
  callWaiting: { description: 'Whether call waiting is on' },
  sidePanel: { description: 'Model of its side panels' },
  sidePanelCount: { description: 'Number of side panels' },
  softkeyConfigurationOnDevice: { description: 'Whether soft keys are set on the device, or on the user' },
  softkeyBlfBlindTransfer: { description: 'Whether BLF keys transfer blindly' },
  headsetButton: { description: 'speaker, headset, speaker-headset or headset-speaker' },
  dhsg: { description: 'Whether a DHSG headset is used' },
  displayBrightness: { description: 'Brightness, 0–15' },
  displayBrightnessIdle: { description: 'Brightness when idle, 0–15' },
  displayBackground: { description: 'Background picture' },
  displayFontColor: { description: 'LIGHT or DARK' },
  instanceId: { description: 'WebRTC instance' },
  ringer: { description: 'Ringer', fields: { volume: { description: 'Volume' }, tone: { description: 'Tone, an index or an id' } } },
  volume: {
    description: 'Volumes',
    fields: { handset: createLevelFields('Handset'), headset: createLevelFields('Headset'), handsfree: createLevelFields('Hands-free') },
  },
  softkeys: {
    list: true,
    description: 'Soft keys',
    fields: {
      index: { description: 'Position, from 0' },
      function: { description: 'SPEEDDIAL, BLF, LINE, DND, … ' },
      value: { description: 'Number, id, URL or name for the function' },
      label: { description: 'Label' },
    },
  },
  codec: { description: 'Codecs', fields: { hdAudio: { description: 'HD audio' }, video: { description: 'Video' } } },
  network: {
    description: 'Network settings',
    fields: {
      dhcp: { description: 'DHCP' },
      ipAddress: { description: 'Address' },
      subnet: { description: 'Subnet mask' },
      gateway: { description: 'Gateway' },
      dns1: { description: 'First DNS server' },
      dns2: { description: 'Second DNS server' },
      vlanId: { description: 'VLAN id, 0–4094; 0: none' },
      vlanPriority: { description: 'VLAN priority, 0–7' },
    },
  },
  status: {
    description: 'State',
    fields: {
      configLoaded: { description: 'When the configuration was last fetched' },
      configSaved: { description: 'When the configuration was last changed' },
      online: { description: 'Whether it is online' },
      expires: { description: 'Seconds until its registration expires; -1: offline' },
      localIpAddress: { description: 'Local address' },
      publicIpAddress: { description: 'Public address' },
      userAgent: { description: 'User agent' },
    },
  },
  purchaseInfo: {
    description: 'Purchase',
    fields: {
      ...purchaseFields,
      sidePanels: { list: true, description: 'Side panels', fields: { serial: { description: 'Serial number' }, ...purchaseFields } },
    },
  },
};

/** Lists SIP phones (`GET /pbx/sipphone`). */
export const sipPhones = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_sip_phones',
  title: 'List Telecom X SIP phones',
  description: 'Phones of the hosted PBX: model, extension, person, online or not. Trunks: telecomx_list_sip_accounts.',
  reference: 'Telecom X API, api:pbx:sipphone:list',
  kind: 'sip_phone',
  facts: sipPhoneFacts,
  numberRole: 'direct_number',
  requires: requirements.pbx,
  input: () =>
    z.strictObject({
      customer: z.string().min(1).optional().describe('Customer id'),
      filter: filterSchema('MAC, IP, extension, number, employee, notes'),
      full: z.boolean().optional().describe('All settings, with ids'),
      available: z.boolean().optional().describe('Without an extension'),
    }),
  row: { id: '_id', fields: normalFields },
  fullRow: { id: '_id', fields: fullFields },
  columns: [
    '_id',
    'macAddress',
    'sipPhoneModel.brand',
    'sipPhoneModel.model',
    'extension.number',
    'extension.direct',
    'employee.name',
    'ip.mode',
    'ip.countries',
    'online',
  ],
  pageSize: 1_000,
  request: ({ customer, filter, full, available }, { offset, limit }) => ({
    method: 'GET',
    path: '/pbx/sipphone',
    query: { customer, offset, limit, filter, full, available },
  }),
  page: createPageParser('sipPhones'),
  line: describeSipPhone,
  stage: row => ({
    id: getText(row, '_id'),
    kind: 'sip_phone',
    name: getText(row, 'sipPhoneModel.model'),
    memberOf: [getText(row, 'extension._id')],
    owner: getText(row, 'employee.name'),
  }),
  pushDownFilter: ({ reason }) => (reason === 'unassigned' ? { available: true } : {}),
  numberQuery: ({ digits }) => ({ filter: digits }),
});
