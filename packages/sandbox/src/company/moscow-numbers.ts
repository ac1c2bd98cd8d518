// The 60 virtual numbers of Moscow: scenarios, campaigns, a toll-free number, and unrouted or blocked numbers.
import { injectionPayloads } from './hostile-text.ts';
import { pick, range, zeroPad } from './ids.ts';

/** A virtual number, as `get.virtual_numbers` returns it. */
export interface VirtualNumber {
  id: number;
  virtual_phone_number: string;
  redirection_phone_number: string | null;
  activation_date: string | null;
  status: 'active' | 'waiting' | 'cleaning' | 'prereserved' | 'reserved' | 'manual_lock' | 'limit_lock';
  category: 'usual' | 'bronze' | 'silver' | 'gold' | 'platinum';
  type: 'va' | 'call_tracking' | 'dynamic_call_tracking';
  campaigns: {
    campaign_id: number;
    campaign_name: string;
    site_id: number;
    site_domain_name: string;
    site_blocks: { site_block_id: number; site_block_name: string; is_tracking: boolean }[];
  }[];
  scenarios: { scenario_id: number; scenario_name: string; call_processing_rule_id: number; is_active: boolean }[];
  /** Not on Novofon's page, as the next two. */
  name: string | null;
  comment: string | null;
  child_customer_id: number | null;
}

const scenarioNames: [string, ...string[]] = ['Рабочее время', 'Диспетчерская 24/7', 'Таможня', 'Претензии'];
const campaignNames: [string, ...string[]] = ['Яндекс Директ', 'Контейнеры из Китая', 'Доставка по России'];

/** Problems and exceptions, by index of the number (1-60). */
const overrides: Record<number, Partial<VirtualNumber>> = {
  // No scenario, but it is in use as the caller ID of lines.
  5: { scenarios: [] },
  12: { comment: injectionPayloads.formula },
  28: { comment: injectionPayloads.instruction },
  // Unrouted: no scenario, and not a caller ID either.
  47: { scenarios: [], name: 'Реклама 2025' },
  48: { scenarios: [] },
  // Ported to Kazan in September, but never released at CallGear.
  49: { virtual_phone_number: '78435550101', name: 'Казань' },
  50: { status: 'manual_lock' },
  51: { status: 'limit_lock' },
  52: { status: 'limit_lock' },
  53: { status: 'waiting', activation_date: null, scenarios: [] },
  54: { status: 'reserved', activation_date: null, scenarios: [] },
  55: { status: 'prereserved', activation_date: null, scenarios: [] },
  56: { status: 'cleaning', scenarios: [] },
  57: {
    virtual_phone_number: '78005550100',
    redirection_phone_number: '74955550101',
    category: 'platinum',
    scenarios: [],
    name: 'Горячая линия',
  },
  58: { virtual_phone_number: '78125550101', name: 'Петербург', child_customer_id: 4018 },
  59: { virtual_phone_number: '78125550102', name: 'Петербург, склад', child_customer_id: 4018 },
};

function buildCampaigns(index: number): VirtualNumber['campaigns'] {
  const isTracking = pick([true, false], index);
  return [
    {
      campaign_id: 900 + (index % 3),
      campaign_name: pick(campaignNames, index),
      site_id: 31,
      site_domain_name: 'nordlys.example',
      site_blocks: [{ site_block_id: 410 + (index % 2), site_block_name: isTracking ? 'Шапка' : 'Подвал', is_tracking: isTracking }],
    },
  ];
}

function buildScenarios(index: number): VirtualNumber['scenarios'] {
  const scenario_id = 600 + (index % 4);
  return [{ scenario_id, scenario_name: pick(scenarioNames, index), call_processing_rule_id: scenario_id + 7000, is_active: true }];
}

/** Numbers 20-35 belong to call tracking. */
function buildVirtualNumber(index: number): VirtualNumber {
  const isTracked = index >= 20 && index <= 35;
  return {
    id: 510_000 + index,
    virtual_phone_number: `749555501${zeroPad(index, 2)}`,
    redirection_phone_number: null,
    activation_date: `2025-${zeroPad(1 + (index % 12), 2)}-${zeroPad(1 + (index % 27), 2)} 10:00:00`,
    status: 'active',
    category: pick(['usual', 'usual', 'usual', 'bronze', 'silver', 'gold'], index),
    type: isTracked ? (index % 2 === 0 ? 'call_tracking' : 'dynamic_call_tracking') : 'va',
    campaigns: isTracked ? buildCampaigns(index) : [],
    scenarios: isTracked ? [] : buildScenarios(index),
    name: index % 10 === 1 ? `Линия ${index}` : null,
    comment: null,
    child_customer_id: null,
    ...overrides[index],
  };
}

/** The numbers, in order of their ids. */
export function buildVirtualNumbers(): VirtualNumber[] {
  return range(1, 60).map(buildVirtualNumber);
}
