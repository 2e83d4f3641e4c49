import type { Persons } from "../../accounts/residents/joining/Persons.ts";
import { maskName } from "../../accounts/residents/masks.ts";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type ResidentSession, toActor } from "../../http/Caller.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { Forbidden } from "../../platform/errors.ts";
import type { Registry } from "../../registry/Registry.ts";
import type { Statuses } from "../../status/Statuses.ts";
import type { Holder } from "../Holder.ts";
import { isOpen, type Mandate } from "./Mandate.ts";
import { endMandate, unknownMandate } from "./MandateDesk.ts";
import type { PgMandates } from "./PgMandates.ts";

type Parts = {
  readonly store: PgMandates;
  readonly holder: Holder;
  readonly persons: Pick<Persons, "nameOf">;
  readonly registry: Pick<Registry, "byId">;
  readonly statuses: Pick<Statuses, "endMandate">;
  readonly audit: AuditLog;
  readonly clock: Clock;
};

type Role = "delegate" | "principal";

/** For whom a resident acts, and who acts for them. */
export class MyMandates {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Newest first; none of an account that is not joined to the register. */
  async list(session: ResidentSession) {
    const { holder, store } = this.#parts;
    const idNumber = await holder.find(session);
    if (idNumber === null) return [];
    const found = await store.ofPerson(idNumber);
    return Promise.all(found.map((mandate) => this.#show(session, idNumber, mandate)));
  }

  /**
   * Gives up acting for another, or takes back one's own power of attorney. Not theirs: `NotFound` `mandate.unknown`. For the
   * office to end: `Forbidden` `mandate.office`. Ended: `Conflict` `mandate.ended`.
   */
  async end(session: ResidentSession, id: string): Promise<void> {
    const { holder, store } = this.#parts;
    const [idNumber, mandate] = [await holder.find(session), await store.byId(id)];
    const role = idNumber === null || mandate === null ? null : roleIn(mandate, idNumber);
    if (mandate === null || role === null) throw unknownMandate();
    if (!isTheirsToEnd(mandate, role))
      throw new Forbidden(
        "mandate.office",
        "Who acts for you by law does so until an office ends it. Ask at a desk.",
      );
    const actor = toActor(session);
    await endMandate(this.#parts, mandate, { by: role, actor, authority: null, now: this.#now() });
  }

  async #show(session: ResidentSession, idNumber: string, mandate: Mandate) {
    const { persons, registry } = this.#parts;
    const { id, principal, delegate, relation, types, purpose, authority } = mandate;
    const { madeAt, until, endedAt, endedBy } = mandate;
    const role = roleIn(mandate, idNumber) ?? "principal";
    const name = await persons.nameOf(role === "delegate" ? principal : delegate);
    const { slug, name: office } = await registry.byId(authority);
    return {
      ...{ id, role, relation, types, purpose, madeAt, until, endedAt, endedBy },
      person: name !== null && session.level === "code" ? maskName(name) : name,
      by: { slug, name: office },
      mayEnd: isOpen(mandate, this.#now()) && isTheirsToEnd(mandate, role),
    };
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}

function roleIn({ principal, delegate }: Mandate, person: string): Role | null {
  if (delegate === person) return "delegate";
  return principal === person ? "principal" : null;
}

/** Who gave a power of attorney takes it back; a child does not end that a parent acts for them. */
const isTheirsToEnd = ({ relation }: Mandate, role: Role): boolean =>
  role === "delegate" || relation === "power-of-attorney";
