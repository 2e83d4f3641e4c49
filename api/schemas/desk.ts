import { z } from "zod";
import { deviceReasons, phoneReasons } from "../deskReasons.ts";
import { apiLimits } from "../limits.ts";
import { address, localizedText, seconds, slug, uuid } from "./primitives.ts";
import { idNumber, phone } from "./residents.ts";

const keysOf = <Name extends string>(of: Readonly<Record<Name, unknown>>) =>
  z.enum(Object.keys(of) as [Name, ...Name[]]);

export const deskPerson = z
  .strictObject({ idNumber })
  .meta({ id: "DeskPerson", description: "Whose card the officer sees." });

export const deskView = z
  .object({
    phone: z.string().nullable().meta({
      description: "The registered phone, masked, as in +86 138…00; null: the register has none.",
    }),
    phoneSince: seconds.nullable(),
    account: z
      .object({
        sessions: z.int().min(0),
        passkeys: z.array(
          z.object({
            id: uuid,
            name: z.string().max(apiLimits.passkeyNameCharacters),
            createdAt: seconds,
            lastUsedAt: seconds.nullable(),
          }),
        ),
      })
      .nullable()
      .meta({ description: "Null: the person has no account." }),
  })
  .meta({ id: "DeskView" });

export const phoneChange = z
  .strictObject({
    idNumber,
    phone: phone.nullable().meta({ description: "E.164; null: the register has none any more." }),
    reason: keysOf(phoneReasons),
  })
  .meta({ id: "PhoneChange" });

export const phoneChanged = z
  .object({ outcome: z.enum(["added", "changed", "removed", "same"]) })
  .meta({ id: "PhoneChanged" });

export const newDeviceEnding = z
  .strictObject({
    idNumber,
    reason: keysOf(deviceReasons),
    passkeys: z
      .array(uuid)
      .min(1)
      .max(apiLimits.deskPasskeys)
      .nullable()
      .meta({ description: "Which passkeys end, with their sessions; null: all." }),
    removePhone: z
      .boolean()
      .meta({ description: "Whether the register's phone is taken away as well." }),
  })
  .meta({ id: "NewDeviceEnding" });

export const deviceEnding = z
  .object({
    id: uuid,
    person: z.string().meta({ description: "The ID number, masked, as in 4403…1234." }),
    reason: keysOf(deviceReasons),
    passkeys: z.int().nullable().meta({ description: "How many passkeys end; null: all." }),
    removePhone: z.boolean(),
    authority: z.object({ slug, name: localizedText }),
    askedBy: address,
    own: z.boolean().meta({ description: "Whether the officer who asks now asked for it." }),
    askedAt: seconds,
    endsAt: seconds.meta({ description: "Until when another officer may confirm it." }),
  })
  .meta({ id: "DeviceEnding", description: "Waits for a second officer." });

export const deviceEndingList = z
  .object({ endings: z.array(deviceEnding) })
  .meta({ id: "DeviceEndingList" });

export const endedDevices = z
  .object({
    passkeys: z.int(),
    sessions: z.int(),
    copies: z.int().meta({ description: "Copies of documents on devices that are revoked." }),
    shares: z.int().meta({ description: "Links from these devices that do not open any more." }),
  })
  .meta({ id: "EndedDevices" });
