/** Why nothing was signed. Each has words, and a way on. */
export type SigningFaultCode =
  /** No wallet of this browser has the account. */
  | "noWallet"
  /** Its owner said no. */
  | "refused"
  /** It is on another chain. */
  | "chain"
  /** It has gone to another account. */
  | "account"
  /** What was prepared has expired. */
  | "expired"
  /** It failed in its own way. */
  | "wallet";

export class SigningFault extends Error {
  readonly code: SigningFaultCode;
  /** Of `chain`: the one that the wallet should be on. */
  readonly chainId: number | null;

  constructor(code: SigningFaultCode, of: { chainId?: number; cause?: unknown } = {}) {
    super(code, { cause: of.cause });
    this.code = code;
    this.chainId = of.chainId ?? null;
  }
}

/** What wallets answer when their owner says no (EIP-1193). */
const refused = 4001;

export const wasRefused = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === refused;

export const toSigningFault = (error: unknown): SigningFault =>
  error instanceof SigningFault
    ? error
    : new SigningFault(wasRefused(error) ? "refused" : "wallet", { cause: error });
