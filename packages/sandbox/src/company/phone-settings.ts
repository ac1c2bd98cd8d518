// The settings of a SIP phone that only the full shape contains: keys, sounds, network, purchase, secrets.
import type { Json, JsonObject } from '../json.ts';
import { hexId, zeroPad } from './ids.ts';

function buildSoftkeys(index: number): Json[] {
  const keys: JsonObject[] = [
    { index: 0, function: 'SPEEDDIAL', value: '+4570305050', label: 'Reception' },
    { index: 1, function: 'BLF', value: hexId('EE', 200 + ((index + 1) % 30)), label: 'Makker' },
    { index: 2, function: 'QUEUE', value: hexId('0E', 1), label: 'Kø' },
  ];
  return keys.slice(0, 1 + (index % 3));
}

function buildStatus(index: number, online: boolean, model: string): JsonObject {
  return {
    configLoaded: `2026-10-${zeroPad(1 + (index % 28), 2)}T06:30:00Z`,
    configSaved: `2026-0${1 + (index % 9)}-11T12:00:00Z`,
    online,
    expires: online ? 1200 + index : -1,
    localIpAddress: `192.168.10.${20 + index}`,
    publicIpAddress: online ? '198.51.100.23' : null,
    userAgent: `${model}/10.1.${index}`,
  };
}

function buildNetwork(index: number): JsonObject {
  const isStatic = index % 4 === 0;
  return {
    dhcp: !isStatic,
    ipAddress: isStatic ? `192.168.10.${20 + index}` : null,
    subnet: isStatic ? '255.255.255.0' : null,
    gateway: isStatic ? '192.168.10.1' : null,
    dns1: isStatic ? '192.168.10.1' : null,
    dns2: null,
    vlanId: 20,
    vlanPriority: 5,
  };
}

function buildPurchaseInfo(index: number): JsonObject {
  const panel = { serial: `SP-${1000 + index}`, paymentOption: 'RENTED', orderId: `72${zeroPad(index, 2)}`, date: '2025-02-03T00:00:00Z' };
  return {
    orderId: `71${zeroPad(index, 2)}`,
    date: '2025-02-03T00:00:00Z',
    paymentOption: (['RENTED', 'BOUGHT', 'SELF_OWNED', 'NONE'] as const)[index % 4] ?? 'NONE',
    sidePanels: index === 0 ? [panel] : [],
  };
}

/** The settings of the phone at `index`. Secrets have 32 characters, as at the provider, and begin with `secret-`. */
export function buildPhoneSettings(index: number, online: boolean, model: string): JsonObject {
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
    username: `secret-phone-username-${zeroPad(index, 10)}`,
    password: `secret-phone-password-${zeroPad(index, 10)}`,
    instanceId: model === 'Desktop' ? `webrtc-${zeroPad(index, 4)}` : null,
    ringer: { volume: 4, tone: String(1 + (index % 8)) },
    volume: { handset: { mic: 5, speaker: 7 }, headset: { mic: 5, speaker: 7 }, handsfree: { mic: 3, speaker: 4 } },
    softkeys: buildSoftkeys(index),
    codec: { hdAudio: true, video: false },
    network: buildNetwork(index),
    status: buildStatus(index, online, model),
    purchaseInfo: buildPurchaseInfo(index),
  };
}
