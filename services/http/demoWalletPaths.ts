/** Where a demo lends its officers' wallets; the process that strangers reach hands on these paths, in a demo alone. */
export const demoWalletPaths = {
  wallet: "/demo/wallet",
  officers: "/demo/wallet/officers",
} as const;
