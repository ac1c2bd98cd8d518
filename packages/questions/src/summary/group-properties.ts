// The properties that a summary groups lines by.

/** What lines can be grouped by. */
export const groupProperties = ['provider', 'account', 'kind', 'status', 'owner', 'reason', 'cost_center'] as const;
