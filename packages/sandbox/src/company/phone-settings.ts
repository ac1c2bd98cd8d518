// The settings that a SIP phone shows only when it is asked for in full: keys, sounds, network, purchase, secrets.
import type { Json, JsonObject } from '../json.ts';
import { hexId, padded } from './ids.ts';

function softkeys(index: number): Json[] {
  const keys: JsonObject[] = [
    { index: 0, function: 'SPEEDDIAL', value: '+4570305050', label: 'Reception' },
    { index: 1, function: 'BLF', value: hexId('EE', 200 + ((index + 1) % 30)), label: 'Makker' },
    { index: 2, function: 'QUEUE', value: hexId('0E', 1), label: 'Kø' },
  ];
  return keys.slice(0, 1 + (index % 3));
}

function status(index: number, online: boolean, model: string): JsonObject {
  return {
    configLoaded: `2026-10-${padded(1 + (index % 28), 2)}T06:30:00Z`,
    configSaved: `2026-0${1 + (index % 9)}-11T12:00:00Z`,
    online,
    expires: online ? 1200 + index : -1,
    localIpAddress: `192.168.10.${20 + index}`,
    publicIpAddress: online ? '198.51.100.23' : null,
    userAgent: `${model}/10.1.${index}`,
  };
}

function network(index: number): JsonObject {
  const fixed = index % 4 === 0;
  return {
    dhcp: !fixed,
    ipAddress: fixed ? `192.168.10.${20 + index}` : null,
    subnet: fixed ? '255.255.255.0' : null,
    gateway: fixed ? '192.168.10.1' : null,
    dns1: fixed ? '192.168.10.1' : null,
    dns2: null,
    vlanId: 20,
    vlanPriority: 5,
  };
}

function purchase(index: number): JsonObject {
  const panel = { serial: `SP-${1000 + index}`, paymentOption: 'RENTED', orderId: `72${padded(index, 2)}`, date: '2025-02-03T00:00:00Z' };
  return {
    orderId: `71${padded(index, 2)}`,
    date: '2025-02-03T00:00:00Z',
    paymentOption: (['RENTED', 'BOUGHT', 'SELF_OWNED', 'NONE'] as const)[index % 4] ?? 'NONE',
    sidePanels: index === 0 ? [panel] : [],
  };
}

/** Secrets are 32 characters, as at the provider, and say what they are. */
export function phoneSettings(index: number, online: boolean, model: string): JsonObject {
  return {
    pbxCluster: 1,
    serial: null,
    callWaiting: index % 5 === 0 ? null : true,
    sidePanel: index === 0 ? 'D7' : null,
    sidePanelCount: index === 0 ? 1 : null,
    softkeyConfigurationOnDevice: index % 2 === 0,
    softkeyBlfBlindTransfer: false,
    headsetButton: 'headset',
    dhsg: index % 7 === 0,
    displayBrightness: 9,
    displayBrightnessIdle: 3,
    displayBackground: null,
    displayFontColor: model === '6920' ? 'DARK' : null,
    customConfig: index === 2 ? 'admin_password: secret-custom-config' : null,
    username: `secret-phone-username-${padded(index, 10)}`,
    password: `secret-phone-password-${padded(index, 10)}`,
    instanceId: model === 'Desktop' ? `webrtc-${padded(index, 4)}` : null,
    ringer: { volume: 4, tone: String(1 + (index % 8)) },
    volume: { handset: { mic: 5, speaker: 7 }, headset: { mic: 5, speaker: 7 }, handsfree: { mic: 3, speaker: 4 } },
    softkeys: softkeys(index),
    codec: { hdAudio: true, video: false },
    network: network(index),
    status: status(index, online, model),
    purchaseInfo: purchase(index),
  };
}
