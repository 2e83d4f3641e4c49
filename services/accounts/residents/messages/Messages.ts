import type { Language } from "@sello/sdk";
import type { Transaction } from "../../../platform/database/Transaction.ts";
import type { MessageKind, MessageValues } from "./messageTexts.ts";

/** A message to a resident's phone. */
export type NewMessage = {
  /** E.164. */
  readonly to: string;
  readonly kind: MessageKind;
  readonly language: Language;
  readonly values?: MessageValues;
};

/** Sends messages to residents. What is asked for commits with `tx`, and goes out after that. */
export interface Messages {
  send(tx: Transaction, message: NewMessage): Promise<void>;
}
