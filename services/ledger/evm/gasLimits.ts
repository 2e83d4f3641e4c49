/**
 * Gas that a transaction may use, by what it is for. Fixed, never estimated: an estimate is a guess at
 * another state than the one the transaction will meet. Gas costs nothing on a permissioned chain, so
 * these bound a mistake and nothing else. None is above 2^24, the most a transaction may ask for since
 * EIP-7825.
 */
const byPurpose = {
  /** Up to 100 batches in one call; one takes about 95,000. */
  append: 12_000_000n,
  /** Up to 4,096 entries at about 220 each; a document with more copies than that goes alone. */
  changeStatus: 10_000_000n,
  /**
   * Up to ten requests. Where the chain has no P-256 of its own (EIP-7951), a signing key takes about 500,000, and each
   * passkey that signs for an account 300,000: there may be 16.
   */
  registry: 16_000_000n,
  /** A change of an account's signers: the signatures of as many passkeys as may sign, as above. */
  account: 16_000_000n,
  /** A piece of a state that is taken over: as many records as fit. */
  takeover: 16_000_000n,
  deploy: 16_000_000n,
  seal: 3_000_000n,
  /** Pieces of the state of the deployment before. */
  takeOver: 16_000_000n,
} as const;

const otherwise = 3_000_000n;

/** The purpose under which a deployment is sealed: all else is refused for it by then. */
export const sealPurpose = "seal";

/** The purpose under which officers' accounts are changed by their own people. */
export const accountPurpose = "account";

/** The purpose under which a successor takes over what the deployment before it knew. */
export const takeOverPurpose = "takeOver";

/** @param purpose as in `JournalRequest`; what follows a colon, as in `deploy:DocumentLog`, is a detail */
export function gasLimitFor(purpose: string): bigint {
  const [kind = ""] = purpose.split(":");
  return Object.hasOwn(byPurpose, kind) ? byPurpose[kind as keyof typeof byPurpose] : otherwise;
}

/** EIP-7623: calldata costs at least 10 gas a token, 4 tokens a non-zero byte; EIP-2028 before it asked 16. */
const gasPerDataByteMax = 40n;
const gasPerTransaction = 53_000n;

/** Whether so much calldata can be paid for at all; a node would not take the transaction otherwise. */
export const fitsGasLimit = (gasLimit: bigint, dataBytes: number): boolean =>
  gasPerTransaction + BigInt(dataBytes) * gasPerDataByteMax <= gasLimit;
