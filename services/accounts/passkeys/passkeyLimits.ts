export const passkeyLimits = {
  /** Passkeys of an officer's account, of which any signs for it. */
  perAccount: 5,
} as const;
