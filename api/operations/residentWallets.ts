import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { uuid } from "../schemas/primitives.ts";
import { residentSession } from "../schemas/residents.ts";
import {
  residentWallet,
  residentWalletList,
  walletAsked,
  walletRequest,
  walletSignature,
} from "../schemas/residentWallets.ts";

const tag = "residents";
const byId = z.object({ id: uuid });

const body = <Schema extends z.ZodType>(schema: Schema) =>
  jsonBody(schema, apiLimits.residentBodyBytes);

const begun = { 201: { description: "Begun.", content: jsonContent(walletRequest) } } as const;

const signatureProblems = [
  "sign_in.ended",
  "sign_in.signature",
  "sign_in.not_deployed",
  "chain.unavailable",
] as const;

/** Wallets that residents link to their account (docs/decisions/0214). */
export const residentWalletOperations = {
  beginResidentWalletSignIn: operation({
    method: "post",
    path: "/v1/resident-wallet-sign-ins",
    tag,
    summary: "What a linked wallet signs to sign its resident in",
    access: "public",
    body: body(walletAsked),
    answers: begun,
    problems: ["session.csrf"],
  }),
  giveResidentWallet: operation({
    method: "post",
    path: "/v1/resident-wallet-sign-ins/{id}/signatures",
    tag,
    summary: "Sign in with a linked wallet",
    description:
      "At level `code`: a wallet's signature does not say that its owner was there with a finger, a face or a PIN.",
    access: "public",
    params: byId,
    body: body(walletSignature),
    answers: {
      201: {
        description: "Signed in.",
        content: jsonContent(residentSession),
        headers: { "Set-Cookie": "The session: scripts cannot read it." },
      },
    },
    problems: [...signatureProblems, "wallet.refused", "session.csrf"],
  }),
  beginWalletLink: operation({
    method: "post",
    path: "/v1/my/wallet-links",
    tag,
    summary: "What a wallet signs to be linked to the account",
    access: "resident:passkey",
    body: body(walletAsked),
    answers: begun,
    problems: ["wallet.too_many"],
  }),
  linkWallet: operation({
    method: "post",
    path: "/v1/my/wallet-links/{id}/signatures",
    tag,
    summary: "Link the wallet that signed",
    access: "resident:passkey",
    params: byId,
    body: body(walletSignature),
    answers: { 201: { description: "Linked.", content: jsonContent(residentWallet) } },
    problems: [...signatureProblems, "wallet.known", "wallet.too_many"],
  }),
  listWallets: operation({
    method: "get",
    path: "/v1/my/wallets",
    tag,
    summary: "The wallets that are linked, newest first",
    access: "resident:code",
    answers: { 200: { description: "All.", content: jsonContent(residentWalletList) } },
  }),
  unlinkWallet: operation({
    method: "delete",
    path: "/v1/my/wallets/{id}",
    tag,
    summary: "Take a wallet off the account",
    access: "resident:passkey",
    params: byId,
    answers: { 204: { description: "Taken off." } },
    problems: ["wallet.unknown"],
  }),
};
