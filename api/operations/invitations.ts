import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import {
  createdInvitation,
  invitationList,
  invitationSecret,
  newInvitation,
  newPasskey,
  openedInvitation,
  passkey,
  passkeyQuery,
  passkeyTerms,
} from "../schemas/invitations.ts";
import { uuid } from "../schemas/primitives.ts";

const tag = "invitations";

export const invitationOperations = {
  createInvitation: operation({
    method: "post",
    path: "/v1/invitations",
    tag,
    summary: "Invite a person who has no wallet to become an officer",
    description:
      "For the caller's authority or one below it. The person makes a passkey, which controls an account of its own; " +
      "the invitation gives no right: an administrator appoints the account on chain. So one of the people of an account of " +
      "many that administers may invite, too.",
    access: "administer",
    alsoFor: ["signer"],
    body: jsonBody(newInvitation, apiLimits.requestBodyBytes),
    answers: { 201: { description: "Invited.", content: jsonContent(createdInvitation) } },
    problems: [
      "authority.unknown",
      "api_key.authority",
      "invitation.term",
      "invitation.replaces",
      "invitation.too_many",
    ],
  }),
  listInvitations: operation({
    method: "get",
    path: "/v1/invitations",
    tag,
    summary: "Who was invited, for the caller's authority and those below it, newest first",
    description: "Those that ended 90 days ago are deleted.",
    access: "administer",
    alsoFor: ["signer"],
    answers: { 200: { description: "All.", content: jsonContent(invitationList) } },
  }),
  revokeInvitation: operation({
    method: "delete",
    path: "/v1/invitations/{id}",
    tag,
    summary: "Take an invitation back that nobody has used",
    access: "administer",
    alsoFor: ["signer"],
    params: z.object({ id: uuid }),
    answers: { 204: { description: "Taken back." } },
    problems: ["invitation.unknown", "invitation.used", "invitation.revoked"],
  }),
  openInvitation: operation({
    method: "post",
    path: "/v1/opened-invitations",
    tag,
    summary: "What an invitation says, for who has its link",
    description: "In any state: one that was used says what became of the account.",
    access: "public",
    body: jsonBody(invitationSecret, apiLimits.requestBodyBytes),
    answers: { 200: { description: "It.", content: jsonContent(openedInvitation) } },
    problems: ["invitation.unknown"],
  }),
  acceptInvitation: operation({
    method: "post",
    path: "/v1/accepted-invitations",
    tag,
    summary: "Accept an invitation with a new passkey",
    description:
      "The account that it controls is made on chain. Sent again with the same passkey, it is the same account.",
    access: "public",
    body: jsonBody(newPasskey, apiLimits.passkeyBodyBytes),
    answers: { 202: { description: "Accepted.", content: jsonContent(openedInvitation) } },
    problems: [
      "invitation.unknown",
      "invitation.used",
      "invitation.revoked",
      "invitation.expired",
      "passkey.malformed",
      "passkey.origin",
      "passkey.not_verified",
      "passkey.kind",
      "passkey.known",
      "chain.account_turnover",
      "session.csrf",
    ],
  }),
  getPasskeyTerms: operation({
    method: "get",
    path: "/v1/passkeys",
    tag,
    summary: "For which domain officers' passkeys are, and on which chain their accounts",
    access: "public",
    answers: { 200: { description: "They.", content: jsonContent(passkeyTerms) } },
  }),
  findPasskey: operation({
    method: "post",
    path: "/v1/passkeys",
    tag,
    summary: "Which account a passkey controls, by its credential id",
    access: "public",
    body: jsonBody(passkeyQuery, apiLimits.requestBodyBytes),
    answers: { 200: { description: "It.", content: jsonContent(passkey) } },
    problems: ["passkey.unknown"],
  }),
};
