// The two shapes, condensed and full, of trunks and phones: exactly the fields that the pages list for each.
import type { Trunk } from '../company/copenhagen.ts';
import type { Phone } from '../company/phones.ts';
import type { JsonObject } from '../json.ts';
import type { Level } from './auth.ts';

const condensedTrunk = `_id active name numbers ratePlan ratePlanName status connection username ipAddress failover alwaysFailover
  usageBlock pbx voiceUsage`.split(/\s+/);

const fullTrunk = `_id customer active name type numbers highRate international address ratePlan newRatePlan parentSipAccount pbx notes
  custom status sipServer userAgent contact connection username password ipAddress port countries clipSA stripDkCountryCode
  prefixMobileOriginated failover alwaysFailover invoicedUntil usageBlock defaultNumber alwaysDefaultNumber alwaysSecretNumber
  billingCustomer`.split(/\s+/);

const normalPhone = '_id macAddress handsetIndex handsetAddress sipPhoneModel extension employee ip notes online'.split(' ');

const fullPhone = `_id pbxCluster sipPhoneModel extension customer macAddress serial handsetIndex handsetAddress callWaiting sidePanel
  sidePanelCount softkeyConfigurationOnDevice softkeyBlfBlindTransfer headsetButton dhsg displayBrightness displayBrightnessIdle
  displayBackground displayFontColor customConfig notes ip username password instanceId ringer volume softkeys codec network status
  purchaseInfo`.split(/\s+/);

/** A property that the row lacks is left out, as on a hosted-PBX trunk. */
function only(row: JsonObject, names: string[]): JsonObject {
  return Object.fromEntries(names.flatMap(name => (row[name] === undefined ? [] : [[name, row[name]]])));
}

/** Rows are made of plain values; an interface is no index signature. */
const plain = (row: Trunk | Phone): JsonObject => ({ ...row }) as unknown as JsonObject;

/** The page's condensed example carries `defaultNumber`, which its table does not. */
export function condensed(trunk: Trunk, quirks: boolean): JsonObject {
  return only(plain(trunk), quirks ? [...condensedTrunk, 'defaultNumber'] : condensedTrunk);
}

/** Notes are for resellers and admins, `sipServer` for admins, of whom the sandbox knows none. */
export function full(trunk: Trunk, level: Level): JsonObject {
  const hidden = level === 'RESELLER' ? ['sipServer'] : ['sipServer', 'notes'];
  return only(
    { ...plain(trunk), type: 'SIP' },
    fullTrunk.filter(name => !hidden.includes(name)),
  );
}

export function normal(phone: Phone): JsonObject {
  return only(plain(phone), normalPhone);
}

/** In full, the model and the extension shrink to their ids. */
export function allSettings(phone: Phone): JsonObject {
  const ids = { sipPhoneModel: phone.sipPhoneModel._id, extension: phone.extension?._id ?? null };
  return only({ ...plain(phone), ...phone.settings, ...ids }, fullPhone);
}
