// The condensed and full shapes of trunks and phones, with exactly the fields that the documentation lists for each.
import type { Trunk } from '../company/copenhagen-trunks.ts';
import type { Phone } from '../company/phones.ts';
import type { JsonObject } from '../json.ts';
import type { AccessLevel } from './auth.ts';
import { pickFields, toJsonObject } from './rows.ts';

const condensedTrunkFields = `_id active name numbers ratePlan ratePlanName status connection username ipAddress failover alwaysFailover
  usageBlock pbx voiceUsage`.split(/\s+/);

const fullTrunkFields =
  `_id customer active name type numbers highRate international address ratePlan newRatePlan parentSipAccount pbx notes
  custom status sipServer userAgent contact connection username password ipAddress port countries clipSA stripDkCountryCode
  prefixMobileOriginated failover alwaysFailover invoicedUntil usageBlock defaultNumber alwaysDefaultNumber alwaysSecretNumber
  billingCustomer`.split(/\s+/);

const normalPhoneFields = '_id macAddress handsetIndex handsetAddress sipPhoneModel extension employee ip notes online'.split(' ');

const fullPhoneFields = `_id pbxCluster sipPhoneModel extension customer macAddress serial handsetIndex handsetAddress callWaiting sidePanel
  sidePanelCount softkeyConfigurationOnDevice softkeyBlfBlindTransfer headsetButton dhsg displayBrightness displayBrightnessIdle
  displayBackground displayFontColor customConfig notes ip username password instanceId ringer volume softkeys codec network status
  purchaseInfo`.split(/\s+/);

/** A trunk without `full`. `defaultNumber` is in the documentation's example but not in its table of fields. */
export function toCondensedTrunk(trunk: Trunk, quirks: boolean): JsonObject {
  return pickFields(toJsonObject(trunk), quirks ? [...condensedTrunkFields, 'defaultNumber'] : condensedTrunkFields);
}

/** A trunk with `full`. `notes` needs the level RESELLER or ADMIN, `sipServer` needs ADMIN, which no token of the sandbox has. */
export function toFullTrunk(trunk: Trunk, level: AccessLevel): JsonObject {
  const hidden = level === 'RESELLER' ? ['sipServer'] : ['sipServer', 'notes'];
  return pickFields({ ...toJsonObject(trunk), type: 'SIP' }, fullTrunkFields, hidden);
}

/** A phone without `full`. */
export function toNormalPhone(phone: Phone): JsonObject {
  return pickFields(toJsonObject(phone), normalPhoneFields);
}

/** A phone with `full`: model and extension are ids instead of objects. */
export function toFullPhone(phone: Phone): JsonObject {
  const ids = { sipPhoneModel: phone.sipPhoneModel._id, extension: phone.extension?._id ?? null };
  return pickFields({ ...toJsonObject(phone), ...phone.settings, ...ids }, fullPhoneFields);
}
