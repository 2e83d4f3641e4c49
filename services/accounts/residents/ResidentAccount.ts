import type { Language } from "@sello/sdk";

/** An account of a resident. */
export type ResidentAccount = {
  readonly id: string;
  /** As GB 11643 writes it; null: the account is not joined to the register. */
  readonly idNumber: string | null;
  /** The phone that opens the account by itself, E.164; null: none does. */
  readonly phone: string | null;
  readonly language: Language;
  /** Unix seconds. */
  readonly createdAt: number;
};
