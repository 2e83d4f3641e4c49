import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import {
  changedPasskeys,
  draftedPasskeyChange,
  ownPasskeys,
  passkeyChange,
  signedPasskeyChange,
} from "../schemas/ownPasskeys.ts";

const tag = "sessions";
const refusals = [
  "passkey.unknown",
  "passkey.known",
  "passkey.too_many",
  "passkey.last",
  "passkey.malformed",
  "passkey.origin",
  "passkey.not_verified",
  "passkey.kind",
  "chain.unavailable",
] as const;

export const ownPasskeyOperations = {
  listOwnPasskeys: operation({
    method: "get",
    path: "/v1/session/passkeys",
    tag,
    summary: "The passkeys that control one's own account",
    access: "session",
    answers: { 200: { description: "All.", content: jsonContent(ownPasskeys) } },
    problems: ["chain.unavailable"],
  }),
  draftPasskeyChange: operation({
    method: "post",
    path: "/v1/session/passkey-drafts",
    tag,
    summary: "What a passkey of the account signs to add or remove one",
    description: "Nothing changes by it.",
    access: "session",
    body: jsonBody(passkeyChange, apiLimits.passkeyBodyBytes),
    answers: { 200: { description: "It.", content: jsonContent(draftedPasskeyChange) } },
    problems: refusals,
  }),
  changePasskeys: operation({
    method: "post",
    path: "/v1/session/passkeys",
    tag,
    summary: "Add or remove a passkey of one's own account",
    description:
      "A change of the account, which one of its passkeys has signed; it is brought to the chain. The last one stays. " +
      "Removing one signs the account out everywhere else.",
    access: "session",
    body: jsonBody(signedPasskeyChange, apiLimits.signInBodyBytes),
    answers: { 202: { description: "On its way.", content: jsonContent(changedPasskeys) } },
    problems: [...refusals, "passkey.change_refused", "chain.closing"],
  }),
};
