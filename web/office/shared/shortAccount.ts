/** The ends of an account, which are what people compare. */
export const shortAccount = (account: string): string =>
  `${account.slice(0, 6)}…${account.slice(-4)}`;
