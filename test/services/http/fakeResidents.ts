import { randomUUID } from "node:crypto";
import type { Services } from "../../../services/compose/Services.ts";
import { Conflict, NotFound } from "../../../services/platform/errors.ts";

type Parts = Pick<
  Services,
  | "residentSignIns"
  | "residentPasskeySignIns"
  | "residentPasskeys"
  | "residentAccounts"
  | "residentErasure"
  | "residentView"
  | "joining"
  | "desk"
  | "deskPersons"
  | "deviceEndings"
  | "residentWallets"
  | "registeredPhones"
  | "myDocuments"
  | "myCopies"
  | "myNotices"
  | "myExport"
  | "mandates"
  | "myMandates"
  | "persons"
  | "demoOutbox"
  | "lifeEvents"
>;

const never = () => Promise.reject(new Error("not asked here"));
const ended = () => Promise.reject(new Conflict("sign_in.ended", "It has ended."));
const unknown = () => Promise.reject(new NotFound("document.unknown", "There is none."));
const noMandate = () => Promise.reject(new NotFound("mandate.unknown", "There is none."));
const challenge = { challenge: "AAAA", timeout: 300_000 };
const asked = () => Promise.resolve({ id: randomUUID(), endsAt: 300, resendAt: 60 });
const account = {
  id: randomUUID(),
  idNumber: null,
  phone: "+8613800138000",
  language: "zh" as const,
  createdAt: 1,
};

const walletRequest = { id: randomUUID(), endsAt: 300, message: "x" };

/** One account that is not joined to the register, without documents. */
export const fakeResidents = (publicUrl: string): Parts => ({
  residentSignIns: { begin: asked, resend: asked, finish: ended },
  residentPasskeySignIns: {
    begin: async () => ({
      ...{ id: randomUUID(), endsAt: 300 },
      options: { ...challenge, rpId: "x.test", allowCredentials: [], userVerification: "required" },
    }),
    finish: ended,
  },
  residentPasskeys: {
    begin: ended,
    add: ended,
    giveCode: ended,
    list: async () => [],
    remove: async () => {},
  },
  residentAccounts: { setLanguage: async () => {} },
  residentErasure: { erase: async () => {} },
  residentView: {
    accounts: { byId: async () => account },
    passkeys: { list: async () => [], standing: async () => ({ good: false, from: null }) },
    persons: { isKnown: async () => false, nameOf: async () => null },
    phones: { of: async () => null },
    database: { query: never },
    demo: false,
    publicUrl,
  },
  joining: { begin: asked, finish: ended },
  desk: {
    createCode: async () => ({ code: "12345678", endsAt: 300 }),
    join: async () => ({ moved: false }),
  },
  deskPersons: {
    look: async () => ({ phone: null, phoneSince: null, account: null }),
    changePhone: async () => "same",
  },
  deviceEndings: { ask: unknown, list: async () => [], confirm: unknown, drop: async () => {} },
  residentWallets: {
    beginLink: async () => walletRequest,
    link: ended,
    list: async () => [],
    unlink: async () => {},
    beginSignIn: async () => walletRequest,
    signIn: ended,
  },
  registeredPhones: { register: async () => ({ added: 1, changed: 0, removed: 0, same: 0 }) },
  myDocuments: { list: async () => [], get: unknown },
  myCopies: {
    nonce: async () => ({ nonce: "AAAA", audience: publicUrl, endsAt: 300 }),
    make: unknown,
    get: unknown,
  },
  myNotices: {
    list: async () => ({ unseen: 0, notices: [] }),
    see: async () => {},
    looks: async () => [],
  },
  myExport: { make: async () => ({ madeAt: 1 }) },
  mandates: { make: noMandate, find: async () => [], end: noMandate },
  myMandates: { list: async () => [], end: noMandate },
  persons: { nameOf: async () => null },
  demoOutbox: null,
  lifeEvents: { record: unknown, list: async () => [] },
});
