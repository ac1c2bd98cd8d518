// Calling codes, trunk prefixes and lengths of national numbers. A test compares them with libphonenumber, whose numbering plans are too
// large for every start.
import { isE164 } from './e164.ts';

/**
 * `CODE/TRUNK=LENGTH:COUNTRIES`, the countries as two letters each. `/TRUNK` is left out where numbers have no trunk prefix, `=LENGTH` where
 * national numbers have several lengths.
 */
const callingCodes = `
1/1=10:AGAIASBBBMBSCADMDOGDGUJMKNKYLCMPMSPRSXTCTTUSVCVGVI 20/0:EG 211/0=9:SS 212/0=9:EHMA 213/0:DZ 216=8:TN 218/0=9:LY
220:GM 221=9:SN 222=8:MR 223=8:ML 224:GN 225=10:CI 226=8:BF 227=8:NE 228=8:TG 229=10:BJ 230:MU 231/0:LR 232/0=8:SL
233/0:GH 234/0:NG 235=8:TD 236=8:CF 237:CM 238=7:CV 239=7:ST 240=9:GQ 241:GA 242=9:CG 243/0:CD 244=9:AO 245:GW 246=7:IO
247:AC 248=7:SC 249/0=9:SD 250/0:RW 251/0=9:ET 252/0:SO 253=8:DJ 254/0:KE 255/0=9:TZ 256/0=9:UG 257=8:BI 258:MZ
260/0=9:ZM 261/0=9:MG 262/0=9:REYT 263/0:ZW 264/0:NA 265/0:MW 266=8:LS 267:BW 268:SZ 269=7:KM 27/0:ZA 290:SHTA
291/0=7:ER 297=7:AW 298=6:FO 299=6:GL 30:GR 31/0:NL 32/0:BE 33/0=9:FR 34=9:ES 350=8:GI 351=9:PT 352:LU 353/0:IE 354:IS
355/0:AL 356=8:MT 357=8:CY 358/0:AXFI 359/0:BG 36/06:HU 370/0=8:LT 371=8:LV 372:EE 373/0=8:MD 374/0=8:AM 375/8:BY 376:AD
377/0:MC 378:SM 380/0:UA 381/0:RS 382/0:ME 383/0:XK 385/0:HR 386/0:SI 387/0:BA 389/0=8:MK 39:ITVA 40/0:RO 41/0:CH 420:CZ
421/0:SK 423/0:LI 43/0:AT 44/0:GBGGIMJE 45=8:DK 46/0:SE 47:NOSJ 48:PL 49/0:DE 500=5:FK 501:BZ 502:GT 503:SV 504:HN
505=8:NI 506:CR 507:PA 508/0:PM 509=8:HT 51/0:PE 52=10:MX 53/0:CU 54/0:AR 55/0:BR 56:CL 57/0:CO 58/0=10:VE
590/0=9:BLGPMF 591/0:BO 592=7:GY 593/0:EC 594/0=9:GF 595/0:PY 596/0=9:MQ 597:SR 598/0:UY 599:BQCW 60/0:MY 61/0:AUCCCX
62/0:ID 63/0:PH 64/0:NZ 65:SG 66/0:TH 670:TL 672=6:NF 673=7:BN 674=7:NR 675:PG 676:TO 677:SB 678:VU 679:FJ 680=7:PW
681:WF 682=5:CK 683:NU 685:WS 686/0:KI 687=6:NC 688:TV 689:PF 690:TK 691=7:FM 692/1=7:MH 7/8=10:KZRU 81/0:JP 82/0:KR
84/0:VN 850/0:KP 852:HK 853:MO 855/0:KH 856/0:LA 86/0:CN 880/0:BD 886/0:TW 90/0:TR 91/0:IN 92/0:PK 93/0=9:AF 94/0=9:LK
95/0:MM 960:MV 961/0:LB 962/0:JO 963/0:SY 964/0:IQ 965:KW 966/0:SA 967/0:YE 968:OM 970/0:PS 971/0:AE 972/0:IL 973=8:BH
974:QA 975:BT 976/0:MN 977/0:NP 98/0:IR 992=9:TJ 993/8=8:TM 994/0=9:AZ 995/0=9:GE 996/0:KG 998=9:UZ`;

/** What is dialed before a national number. */
interface DialingPlan {
  callingCode: string;
  /** Dialed before a number within the country, not behind the calling code: 0, or 8 in Russia. May be empty. */
  trunkPrefix: string;
}

const entryPattern = /^(\d+)(?:\/(\d+))?(?:=(\d+))?:([A-Z0-9]+)$/;

/** The entries, one for each calling code. */
const listEntries = (): string[] => callingCodes.trim().split(/\s+/);

/** All calling codes, with the length of their national numbers where all have the same. No code begins with another one. */
let lengthByCode: ReadonlyMap<string, number | undefined> | undefined;

function getLengthByCode(): ReadonlyMap<string, number | undefined> {
  lengthByCode ??= new Map(
    listEntries().map(entry => {
      const [, code = '', , length] = entryPattern.exec(entry) ?? [];
      return [code, length === undefined ? undefined : Number(length)];
    }),
  );
  return lengthByCode;
}

/** Returns the calling code of an E.164 number, which countries may share; undefined for a number of no country. */
export function findCallingCode(number: string): string | undefined {
  const known = getLengthByCode();
  return [2, 3, 4].map(end => number.slice(1, end)).find(code => known.has(code));
}

/** True for an E.164 number of a country, as long as its numbers are. */
export function isWholeNumber(number: string): boolean {
  const code = findCallingCode(number);
  if (code === undefined || !isE164(number)) return false;
  const length = getLengthByCode().get(code);
  return length === undefined || number.length === 1 + code.length + length;
}

/** Returns the plan of a country by its two letters; undefined for an unknown country. */
export function findDialingPlan(country: string): DialingPlan | undefined {
  for (const entry of listEntries()) {
    const [, callingCode = '', trunkPrefix = '', , countries = ''] = entryPattern.exec(entry) ?? [];
    if (countries.match(/../g)?.includes(country)) return { callingCode, trunkPrefix };
  }
  return undefined;
}
