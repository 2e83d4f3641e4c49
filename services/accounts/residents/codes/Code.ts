import type { Language } from "@sello/sdk";

/** What a code is for. */
export type CodePurpose = "sign-in" | "identity" | "passkey";

/** To whom a code goes: to a phone, or to the one that the register has for a person. */
export type CodeTarget = { readonly phone: string } | { readonly idNumber: string };

export type NewCode = {
  readonly purpose: CodePurpose;
  readonly target: CodeTarget;
  readonly language: Language;
  /** Who is signed in and asks; null: nobody is. */
  readonly account: string | null;
  /** What it is for besides: a passkey. */
  readonly subject: string | null;
};

/** What is told of a code that was asked for: the same whether there is anywhere to send it. Times are unix seconds. */
export type AskedCode = {
  readonly id: string;
  readonly endsAt: number;
  readonly resendAt: number;
};

/** A code that was given, and was right. */
export type ProvenCode = NewCode & {
  /** The phone that it had gone to. */
  readonly phone: string;
};
