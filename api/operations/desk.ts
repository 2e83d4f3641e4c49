import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import {
  deskPerson,
  deskView,
  deviceEnding,
  deviceEndingList,
  endedDevices,
  newDeviceEnding,
  phoneChange,
  phoneChanged,
} from "../schemas/desk.ts";
import { uuid } from "../schemas/primitives.ts";

const tag = "residents";
const byId = z.object({ id: uuid });

const body = <Schema extends z.ZodType>(schema: Schema) =>
  jsonBody(schema, apiLimits.residentBodyBytes);

/** Of every act for which an officer sees a person's card. */
const deskProblems = [
  "id_number.malformed",
  "desk.officer",
  "desk.person_unknown",
  "authority.inactive",
  "authority.unaccredited",
] as const;

/** An officer's desk, beside joining there. */
export const deskOperations = {
  lookAtDesk: operation({
    method: "post",
    path: "/v1/desk/looks",
    tag,
    summary: "Whether a person has a registered phone, an account and passkeys",
    description:
      "By an officer of an authority that may issue the city's identity document, who sees the card. It is recorded, and the person is told.",
    access: "issue",
    body: body(deskPerson),
    answers: { 200: { description: "It.", content: jsonContent(deskView) } },
    problems: deskProblems,
  }),
  changePhoneAtDesk: operation({
    method: "post",
    path: "/v1/desk/phone-changes",
    tag,
    summary: "Change or remove a person's registered phone, after seeing the card",
    description: "The phone that it was is told, and so is the account.",
    access: "issue",
    body: body(phoneChange),
    answers: { 200: { description: "Changed.", content: jsonContent(phoneChanged) } },
    problems: ["phone.malformed", ...deskProblems],
  }),
  askToEndDevices: operation({
    method: "post",
    path: "/v1/desk/device-endings",
    tag,
    summary: "Ask that a person's stolen or lost devices end",
    description:
      "Another officer has to confirm it in time. Then passkeys, sessions and linked wallets end, links that were made on them do not open any more, and copies of documents on devices are revoked.",
    access: "issue",
    body: body(newDeviceEnding),
    answers: { 201: { description: "Asked.", content: jsonContent(deviceEnding) } },
    problems: ["desk.no_account", "desk.ending_waits", "passkey.unknown", ...deskProblems],
  }),
  listDeviceEndings: operation({
    method: "get",
    path: "/v1/desk/device-endings",
    tag,
    summary: "What waits for a second officer, of this authority and those below it",
    access: "revoke",
    answers: { 200: { description: "All.", content: jsonContent(deviceEndingList) } },
    problems: ["desk.officer"],
  }),
  confirmDeviceEnding: operation({
    method: "post",
    path: "/v1/desk/device-endings/{id}/confirmations",
    tag,
    summary: "Confirm as the second officer, which ends the devices",
    description:
      "By an officer of the same authority or one above it. Not by who asked, nor by an account that comes down to the same person.",
    access: "revoke",
    params: byId,
    answers: { 200: { description: "Ended.", content: jsonContent(endedDevices) } },
    problems: ["desk.officer", "desk.ending_unknown", "desk.own_ending", "desk.same_person"],
  }),
  dropDeviceEnding: operation({
    method: "delete",
    path: "/v1/desk/device-endings/{id}",
    tag,
    summary: "Take back what one asked for, or decline it as the second officer",
    access: "revoke",
    params: byId,
    answers: { 204: { description: "Nothing ends." } },
    problems: ["desk.officer", "desk.ending_unknown"],
  }),
};
