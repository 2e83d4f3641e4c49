/** What a policy that does not say otherwise means. Seconds. */
export const policyDefaults = {
  clockSkewSeconds: 120,
  statusAgeSecondsMax: 86_400,
  /** For a key binding without `exp`. */
  keyBindingAgeSecondsMax: 600,
} as const;
