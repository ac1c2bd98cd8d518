// The codes of the audit checks: the arguments of an audit name them before the checks are loaded.

/** The code of every check, in the order of the checks. */
export const checkCodes = [
  'usage_block',
  'number_on_inactive_trunk',
  'not_registered',
  'blocked_by_limit',
  'blocked_manually',
  'always_failover',
  'duplicate_number',
  'many_registrations',
  'no_owner',
  'unrouted_number',
  'no_sip_behind',
  'route_to_dead_end',
  'suspended_in_group',
  'redirect_to_private',
  'disa_open',
  'no_second_factor',
  'porting_attention',
  'open_registration',
  'no_caller_id',
  'idle',
  'paid_but_idle',
  'no_emergency_address',
] as const;

/** One of `checkCodes`. */
export type CheckCode = (typeof checkCodes)[number];
