/** For which pages passkeys are. */
export type PasskeySite = {
  /** Of the pages. */
  readonly origin: string;
  /** The relying party's id. */
  readonly domain: string;
  readonly name: string;
};

/** The user handle of an account's passkeys (WebAuthn level 3, 5.4.3): it says nothing of the person. */
export const handleOf = (account: string): Buffer =>
  Buffer.from(account.replaceAll("-", ""), "hex");
