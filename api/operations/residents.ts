import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { documentId, uuid } from "../schemas/primitives.ts";
import {
  copyNonce,
  madeCopies,
  myCopy,
  myCopyParams,
  myDocumentDetail,
  myDocumentList,
  myExport,
  myLooks,
  myNotices,
  newCopies,
} from "../schemas/residentDocuments.ts";
import {
  newResidentPasskey,
  passkeyAssertion,
  passkeyRegistration,
  passkeySignIn,
  residentPasskey,
  residentPasskeyList,
} from "../schemas/residentPasskeys.ts";
import {
  deskCode,
  deskJoin,
  deskJoined,
  givenCode,
  joinedAccount,
  newIdentity,
  newResidentSignIn,
  registeredPhoneCount,
  registeredPhones,
  residentAccount,
  residentLanguage,
  residentSession,
  residentSessionList,
  sentCode,
} from "../schemas/residents.ts";
import { issuingProblems } from "./documents.ts";

const tag = "residents";
const byId = z.object({ id: uuid });
const ofDocument = z.object({ id: documentId });

const body = <Schema extends z.ZodType>(schema: Schema) =>
  jsonBody(schema, apiLimits.residentBodyBytes);

const sent = { 202: { description: "Taken.", content: jsonContent(sentCode) } } as const;

const signedIn = {
  description: "Signed in.",
  content: jsonContent(residentSession),
  headers: { "Set-Cookie": "The session: scripts cannot read it." },
} as const;

const ended = {
  description: "Ended.",
  headers: { "Set-Cookie": "Takes the session's cookie away, if it was the one that asked." },
} as const;

const codeProblems = ["sign_in.code", "sign_in.ended"] as const;
const sendProblems = ["sign_in.codes_used"] as const;

const signInOperations = {
  beginResidentSignIn: operation({
    method: "post",
    path: "/v1/resident-sign-ins",
    tag,
    summary: "Have a code sent, to sign in as a resident",
    description:
      "To the phone, or to the phone that the register has for the person. Whether there is one is not told.",
    access: "public",
    body: body(newResidentSignIn),
    answers: sent,
    problems: ["phone.malformed", "id_number.malformed", "session.csrf", ...sendProblems],
  }),
  resendResidentCode: operation({
    method: "post",
    path: "/v1/resident-sign-ins/{id}/resends",
    tag,
    summary: "Have another code sent for the same sign-in; the one before ends",
    access: "public",
    params: byId,
    answers: sent,
    problems: ["sign_in.ended", "sign_in.resend_early", "session.csrf", ...sendProblems],
  }),
  giveResidentCode: operation({
    method: "post",
    path: "/v1/resident-sign-ins/{id}/codes",
    tag,
    summary: "Sign in with the code",
    access: "public",
    params: byId,
    body: body(givenCode),
    answers: { 201: signedIn },
    problems: [...codeProblems, "session.csrf"],
  }),
  beginResidentPasskeySignIn: operation({
    method: "post",
    path: "/v1/resident-passkey-sign-ins",
    tag,
    summary: "What a browser needs to sign in with a passkey",
    access: "public",
    answers: { 201: { description: "Begun.", content: jsonContent(passkeySignIn) } },
    problems: ["session.csrf"],
  }),
  giveResidentPasskey: operation({
    method: "post",
    path: "/v1/resident-passkey-sign-ins/{id}/assertions",
    tag,
    summary: "Sign in with a passkey",
    access: "public",
    params: byId,
    body: body(passkeyAssertion),
    answers: { 201: signedIn },
    problems: [
      "sign_in.ended",
      "passkey.malformed",
      "passkey.origin",
      "passkey.not_verified",
      "passkey.refused",
      "session.csrf",
    ],
  }),
};

const sessionOperations = {
  getMySession: operation({
    method: "get",
    path: "/v1/my/session",
    tag,
    summary: "Who is signed in as a resident, and at which level",
    access: "resident:code",
    answers: { 200: { description: "It.", content: jsonContent(residentSession) } },
  }),
  endMySession: operation({
    method: "delete",
    path: "/v1/my/session",
    tag,
    summary: "Sign out",
    access: "resident:code",
    answers: { 204: ended },
  }),
  listMySessions: operation({
    method: "get",
    path: "/v1/my/sessions",
    tag,
    summary: "Where the resident is signed in, newest first",
    access: "resident:code",
    answers: { 200: { description: "All.", content: jsonContent(residentSessionList) } },
  }),
  endMySessions: operation({
    method: "delete",
    path: "/v1/my/sessions",
    tag,
    summary: "Sign out everywhere",
    access: "resident:code",
    answers: { 204: ended },
  }),
  endMySessionById: operation({
    method: "delete",
    path: "/v1/my/sessions/{id}",
    tag,
    summary: "Sign out in one place",
    access: "resident:code",
    params: byId,
    answers: { 204: ended },
    problems: ["session.unknown"],
  }),
};

const passkeyOperations = {
  beginPasskey: operation({
    method: "post",
    path: "/v1/my/passkey-registrations",
    tag,
    summary: "What a browser needs to make a passkey",
    description:
      "The account's first may be made at level `code`; any other needs a session that began with a passkey that is good.",
    access: "resident:code",
    answers: { 201: { description: "Begun.", content: jsonContent(passkeyRegistration) } },
    problems: ["session.level", "passkey.waiting", "passkey.too_many"],
  }),
  addPasskey: operation({
    method: "post",
    path: "/v1/my/passkeys",
    tag,
    summary: "Add a passkey",
    description:
      "The first, and one that is synced, is good for copies of identity documents and for adding devices only after a delay, of which the registered phone is told. A synced one that is not the first needs a code as well.",
    access: "resident:code",
    body: body(newResidentPasskey),
    answers: { 201: { description: "Added.", content: jsonContent(residentPasskey) } },
    problems: [
      "session.level",
      "sign_in.ended",
      "passkey.waiting",
      "passkey.too_many",
      "passkey.malformed",
      "passkey.origin",
      "passkey.not_verified",
      "passkey.kind",
      "passkey.known",
      ...sendProblems,
    ],
  }),
  givePasskeyCode: operation({
    method: "post",
    path: "/v1/my/passkeys/{id}/codes",
    tag,
    summary: "Give the code that a synced passkey needs",
    access: "resident:passkey",
    params: byId,
    body: body(givenCode),
    answers: { 200: { description: "As it is now.", content: jsonContent(residentPasskey) } },
    problems: ["passkey.unknown", ...codeProblems],
  }),
  listPasskeys: operation({
    method: "get",
    path: "/v1/my/passkeys",
    tag,
    summary: "The resident's passkeys, newest first",
    access: "resident:code",
    answers: { 200: { description: "All.", content: jsonContent(residentPasskeyList) } },
  }),
  removePasskey: operation({
    method: "delete",
    path: "/v1/my/passkeys/{id}",
    tag,
    summary: "Remove a passkey, and end the sessions and links that began with it",
    access: "resident:passkey",
    params: byId,
    answers: { 204: { description: "Removed." } },
    problems: ["passkey.unknown"],
  }),
};

const accountOperations = {
  getMyAccount: operation({
    method: "get",
    path: "/v1/my/account",
    tag,
    summary: "The resident's account, and what this session may do",
    access: "resident:code",
    answers: { 200: { description: "It.", content: jsonContent(residentAccount) } },
  }),
  setMyLanguage: operation({
    method: "post",
    path: "/v1/my/account/language",
    tag,
    summary: "In which language messages come",
    access: "resident:code",
    body: body(residentLanguage),
    answers: { 204: { description: "Kept." } },
  }),
  eraseMyAccount: operation({
    method: "delete",
    path: "/v1/my/account",
    tag,
    summary: "Erase the account",
    description:
      "Account, passkeys, sessions and notices are deleted. Documents stay with the offices that issued them, and the registered phone stays with the register.",
    access: "resident:passkey",
    answers: { 204: ended },
  }),
  exportMyAccount: operation({
    method: "get",
    path: "/v1/my/export",
    tag,
    summary: "All that the account holds",
    access: "resident:passkey",
    answers: { 200: { description: "It.", content: jsonContent(myExport) } },
    problems: ["readings.many"],
  }),
  beginIdentity: operation({
    method: "post",
    path: "/v1/my/identity",
    tag,
    summary: "Join the account to the register: a code goes to the person's registered phone",
    access: "resident:code",
    body: body(newIdentity),
    answers: sent,
    problems: ["id_number.malformed", "identity.joined", ...sendProblems],
  }),
  giveIdentityCode: operation({
    method: "post",
    path: "/v1/my/identity/{id}/codes",
    tag,
    summary: "Join with the code",
    description:
      "One identity, one account: if the person has an account already, this session goes on in that one.",
    access: "resident:code",
    params: byId,
    body: body(givenCode),
    answers: {
      200: {
        description: "Joined.",
        content: jsonContent(joinedAccount),
        headers: { "Set-Cookie": "The session under a new token." },
      },
    },
    problems: ["identity.joined", ...codeProblems],
  }),
  createDeskCode: operation({
    method: "post",
    path: "/v1/my/desk-codes",
    tag,
    summary: "A code to show at an officer's desk",
    access: "resident:code",
    answers: { 201: { description: "It.", content: jsonContent(deskCode) } },
  }),
  joinAtDesk: operation({
    method: "post",
    path: "/v1/desk/joins",
    tag,
    summary: "Join a resident's account to the register, after seeing the person's card",
    description:
      "By an officer of an authority that may issue the city's identity document. The session whose code it is gets the level `desk`.",
    access: "issue",
    body: body(deskJoin),
    answers: { 200: { description: "Joined.", content: jsonContent(deskJoined) } },
    problems: [
      "id_number.malformed",
      "desk.code",
      "desk.person_unknown",
      "identity.other",
      "authority.inactive",
      "authority.unaccredited",
    ],
  }),
  registerPhones: operation({
    method: "post",
    path: "/v1/registered-phones",
    tag,
    summary: "Give the phones that the register has for persons",
    description:
      "For an authority that may issue the city's identity document. All or none are kept.",
    access: "issue",
    body: jsonBody(registeredPhones, apiLimits.registeredPhonesBodyBytes),
    answers: { 200: { description: "Kept.", content: jsonContent(registeredPhoneCount) } },
    problems: ["registered_phones.malformed", "authority.inactive", "authority.unaccredited"],
  }),
};

const documentOperations = {
  listMyDocuments: operation({
    method: "get",
    path: "/v1/my/documents",
    tag,
    summary: "All documents of the resident, of every office, and of those for whom they act",
    access: "resident:code",
    answers: { 200: { description: "Them.", content: jsonContent(myDocumentList) } },
    problems: ["readings.many"],
  }),
  getMyDocument: operation({
    method: "get",
    path: "/v1/my/documents/{id}",
    tag,
    summary: "One document, with what it says, its seal and its history",
    access: "resident:passkey",
    params: ofDocument,
    answers: { 200: { description: "It.", content: jsonContent(myDocumentDetail) } },
    problems: ["document.unknown", "document.erased", "readings.many"],
  }),
  createCopyNonce: operation({
    method: "post",
    path: "/v1/my/copy-nonces",
    tag,
    summary: "What proofs of possession must name",
    access: "resident:passkey",
    answers: { 201: { description: "It.", content: jsonContent(copyNonce) } },
  }),
  makeMyCopies: operation({
    method: "post",
    path: "/v1/my/documents/{id}/copies",
    tag,
    summary: "Copies of a document for keys of the resident's device",
    access: "resident:passkey",
    params: ofDocument,
    body: jsonBody(newCopies, apiLimits.requestBodyBytes),
    answers: { 201: { description: "Made.", content: jsonContent(madeCopies) } },
    problems: [
      "document.unknown",
      "document.erased",
      "document.superseded",
      "document.revoked",
      "copies.many",
      "holder_key.invalid",
      "possession.malformed",
      "possession.nonce",
      "passkey.waiting",
      "document.suspended",
      "mandate.ended",
      ...issuingProblems,
    ],
  }),
  getMyCopy: operation({
    method: "get",
    path: "/v1/my/documents/{id}/copies/{number}",
    tag,
    summary: "One of the copies that this account made, with its proof",
    access: "resident:passkey",
    params: myCopyParams,
    answers: { 200: { description: "It.", content: jsonContent(myCopy) } },
    problems: ["document.unknown", "document.erased"],
  }),
  listMyLooks: operation({
    method: "get",
    path: "/v1/my/looks",
    tag,
    summary: "Which authorities looked at the resident's documents, when and why",
    access: "resident:code",
    answers: { 200: { description: "Them.", content: jsonContent(myLooks) } },
  }),
  listMyNotices: operation({
    method: "get",
    path: "/v1/my/notices",
    tag,
    summary: "What happened, newest first",
    access: "resident:code",
    answers: { 200: { description: "Them.", content: jsonContent(myNotices) } },
  }),
  seeMyNotice: operation({
    method: "post",
    path: "/v1/my/notices/{id}/seen",
    tag,
    summary: "A notice was seen",
    access: "resident:code",
    params: byId,
    answers: { 204: { description: "Noted." } },
    problems: ["notice.unknown"],
  }),
};

/** Operations of residents' accounts, and of the offices that let them in. */
export const residentOperations = {
  ...signInOperations,
  ...sessionOperations,
  ...accountOperations,
  ...passkeyOperations,
  ...documentOperations,
};
