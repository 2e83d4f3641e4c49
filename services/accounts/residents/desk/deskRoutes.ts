import { empty, json } from "../../../http/routes/Reply.ts";
import { type Route, route } from "../../../http/routes/Route.ts";
import { readIdNumber } from "../readIdNumber.ts";
import { readPhone } from "../readPhone.ts";
import type { RegisteredPhones } from "../registered/RegisteredPhones.ts";
import type { Desk } from "./Desk.ts";
import type { DeskPersons } from "./DeskPersons.ts";
import type { DeviceEndings } from "./DeviceEndings.ts";

export type DeskRouteParts = {
  readonly desk: Pick<Desk, "createCode" | "join">;
  readonly deskPersons: Pick<DeskPersons, "look" | "changePhone">;
  readonly deviceEndings: Pick<DeviceEndings, "ask" | "list" | "confirm" | "drop">;
  readonly registeredPhones: Pick<RegisteredPhones, "register">;
};

/** What officers at a desk do for residents, and the code that residents show there. */
export const deskRoutes = (parts: DeskRouteParts): Route[] => [
  ...joinRoutes(parts),
  ...phoneRoutes(parts),
  ...endingRoutes(parts),
];

const joinRoutes = ({ desk }: DeskRouteParts) => [
  route("createDeskCode", {
    handle: async ({ caller }) => json(await desk.createCode(caller), { status: 201 }),
  }),
  route("joinAtDesk", {
    handle: async ({ caller, body: { code, idNumber } }) =>
      json(await desk.join(caller, code, readIdNumber(idNumber))),
  }),
];

const phoneRoutes = ({ deskPersons, registeredPhones }: DeskRouteParts) => [
  route("lookAtDesk", {
    handle: async ({ caller, body: { idNumber } }) =>
      json(await deskPersons.look(caller, readIdNumber(idNumber))),
  }),
  route("changePhoneAtDesk", {
    handle: async ({ caller, body }) => {
      const idNumber = readIdNumber(body.idNumber);
      const phone = body.phone === null ? null : readPhone(body.phone);
      const { reason } = body;
      return json({ outcome: await deskPersons.changePhone(caller, { idNumber, phone, reason }) });
    },
  }),
  route("registerPhones", {
    handle: async ({ caller, body: { phones } }) =>
      json(await registeredPhones.register(caller, phones)),
  }),
];

const endingRoutes = ({ deviceEndings }: DeskRouteParts) => [
  route("askToEndDevices", {
    handle: async ({ caller, body }) =>
      json(await deviceEndings.ask(caller, { ...body, idNumber: readIdNumber(body.idNumber) }), {
        status: 201,
      }),
  }),
  route("listDeviceEndings", {
    handle: async ({ caller }) => json({ endings: await deviceEndings.list(caller) }),
  }),
  route("confirmDeviceEnding", {
    handle: async ({ caller, params: { id } }) => json(await deviceEndings.confirm(caller, id)),
  }),
  route("dropDeviceEnding", {
    handle: async ({ caller, params: { id } }) => {
      await deviceEndings.drop(caller, id);
      return empty();
    },
  }),
];
