import { residentActs } from "@sello/api";
import type { ResidentSession } from "../../http/Caller.ts";

export type ResidentAct = (typeof residentActs)[number];

type Facts = {
  readonly joined: boolean;
  readonly hasPasskey: boolean;
  /** Whether the passkey of the session, or the officer who saw the person, is good for what counts most. */
  readonly good: boolean;
  /** From when on it is; null: nobody knows. */
  readonly from: number | null;
};

type Lack = "passkey" | "joining" | "delay";

/** What a session may do, and what it lacks for the rest. */
export const toActs = ({ level }: Pick<ResidentSession, "level">, facts: Facts) =>
  residentActs.map((act) => {
    const lack = lackOf(act, level !== "code", facts);
    return {
      act,
      allowed: lack === null,
      needs: lack,
      from: lack === "delay" ? facts.from : null,
    };
  });

function lackOf(act: ResidentAct, isVerified: boolean, facts: Facts): Lack | null {
  if (act === "add-passkey" && !facts.hasPasskey) return null;
  if (!isVerified) return "passkey";
  if (act === "export" || act === "erase") return null;
  if (act === "add-passkey") return facts.good ? null : "delay";
  if (!facts.joined) return "joining";
  return act === "copy-identity" && !facts.good ? "delay" : null;
}
