import { randomUUID } from "node:crypto";
import type { NewTurnover } from "@sello/api";
import { subordinateAuthority } from "../accounts/actsFor.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import { type Caller, toActor } from "../http/Caller.ts";
import { Conflict, InvalidInput, NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import { isSubordinate } from "../registry/isSubordinate.ts";
import type { Authority, Registry } from "../registry/Registry.ts";
import type { GoverningActs } from "./GoverningActs.ts";
import type { PgTurnoverStore } from "./PgTurnoverStore.ts";
import {
  type JsonObject,
  type Subject,
  type Turnover,
  type TurnoverKind,
  toSign,
} from "./Turnover.ts";

/** As a wallet's program sends it; whether it is sound is judged where it is relayed. */
export type SignedRequest = {
  readonly operation: string;
  readonly values: JsonObject;
  readonly authorization: { readonly signer: string };
};

export type TurnoversOptions = {
  readonly store: PgTurnoverStore;
  readonly kinds: readonly TurnoverKind[];
  readonly acts: GoverningActs;
  readonly registry: Registry;
  readonly audit: AuditLog;
  /** Called when there is something to do. */
  readonly onChange: () => void;
};

/** Turnovers as callers begin, follow and sign them. A worker does what follows. */
export class Turnovers {
  readonly #options: TurnoversOptions;
  readonly #kinds: ReadonlyMap<string, TurnoverKind>;

  constructor(options: TurnoversOptions) {
    this.#options = options;
    this.#kinds = new Map(options.kinds.map((kind) => [kind.name, kind]));
  }

  /**
   * Not the caller's to change: `Forbidden` `api_key.authority`. Another one of the kind works on the same thing:
   * `Conflict` `turnover.under_way`. What else the kind refuses.
   */
  async begin(subject: NewTurnover, by: Caller): Promise<Turnover> {
    const { store, audit } = this.#options;
    const kind = this.#kind(subject.kind);
    const authority = await this.#authorityOf(kind, subject, by);
    const data = await kind.begin(subject as Subject<NewTurnover["kind"]>, by, authority);
    const scope = `${kind.of === "authority" ? authority.id : ""}${kind.scopeOf?.(subject) ?? ""}`;
    const id = randomUUID();
    const begunBy = toActor(by);
    const kept = kind.toKept?.(subject) ?? subject;
    const about = { kind: kind.name, scope, authority: authority.id, subject: kept };
    const begun = { id, ...about, data, begunBy };
    await store.transaction(async (tx) => {
      if (!(await store.insert(tx, begun)))
        throw new Conflict(
          "turnover.under_way",
          "Another turnover is under way that this one has to wait for. Follow it with ./sello turnovers.",
        );
      const line = { actor: begunBy, action: "turnover.begin", subject: `turnover:${id}` };
      const data = { kind: kind.name, authority: authority.slug };
      await audit.record({ ...line, authority: authority.id, data }, tx);
    });
    this.#options.onChange();
    return this.get(id, by);
  }

  /** Begins what the program itself has to do for the city, if it is not under way already. */
  async beginOnce(subject: NewTurnover, city: Authority): Promise<void> {
    const { store, onChange } = this.#options;
    const kind = this.#kind(subject.kind);
    const data = await kind.begin(subject as Subject<NewTurnover["kind"]>, null, city);
    const about = { kind: kind.name, scope: "", authority: city.id, subject, begunBy: "system" };
    await store.transaction((tx) => store.insert(tx, { id: randomUUID(), ...about, data }));
    onChange();
  }

  /** Unknown, or of an authority that is not the caller's nor below it: `NotFound` `turnover.unknown`. */
  async get(id: string, by: Caller): Promise<Turnover> {
    const turnover = await this.#options.store.byId(id);
    if (!turnover || !(await this.#mayFollow(turnover, by))) throw unknown();
    return turnover;
  }

  /** The newest, newest first. */
  async list(by: Caller): Promise<readonly Turnover[]> {
    const all = await this.#options.store.newest(limits.turnoversListed);
    const may = await Promise.all(all.map((turnover) => this.#mayFollow(turnover, by)));
    return all.filter((_, index) => may[index]);
  }

  /** Relays what officers signed. It must be what is asked for, else `InvalidInput` `turnover.other_operations`. */
  async sign(id: string, requests: readonly SignedRequest[], by: Caller): Promise<Turnover> {
    const { store, acts, audit } = this.#options;
    await this.get(id, by);
    await store.transaction(async (tx) => {
      const turnover = await store.await(tx, id);
      if (!turnover) throw unknown();
      requireAsked(turnover, requests);
      await store.keep(tx, id, await acts.submit(turnover, requests));
      const data = { signers: requests.map(({ authorization }) => authorization.signer) };
      const line = { actor: toActor(by), action: "turnover.sign", subject: `turnover:${id}` };
      await audit.record({ ...line, authority: turnover.authority, data }, tx);
    });
    this.#options.onChange();
    return this.get(id, by);
  }

  /** What is shown of its data. */
  view(turnover: Turnover): JsonObject {
    return this.#kinds.get(turnover.kind)?.view?.(turnover) ?? {};
  }

  #kind(name: string): TurnoverKind {
    const kind = this.#kinds.get(name);
    if (!kind) throw new NotFound("turnover.kind_unknown", "There is no such kind of turnover.");
    return kind;
  }

  /** The authority that the subject names; of what the whole network shares, the city. */
  async #authorityOf(kind: TurnoverKind, subject: NewTurnover, by: Caller): Promise<Authority> {
    const { registry } = this.#options;
    const above = await registry.lineage(by.authority);
    const byDefault = kind.of === "city" ? above.at(-1) : above[0];
    const named = "authority" in subject ? subject.authority : undefined;
    return subordinateAuthority(registry, by, named ?? byDefault?.slug ?? "");
  }

  #mayFollow({ authority }: Turnover, by: Caller): Promise<boolean> {
    return isSubordinate(this.#options.registry, authority, by.authority);
  }
}

function requireAsked(turnover: Turnover, requests: readonly SignedRequest[]): void {
  const asked = toSign(turnover);
  if (asked.length === 0)
    throw new Conflict("turnover.nothing_to_sign", "The turnover asks for no signature now.");
  const isAsked =
    asked.length === requests.length &&
    asked.every(
      ({ operation, values }, index) =>
        requests[index]?.operation === operation && isSame(values, requests[index]?.values ?? {}),
    );
  if (!isAsked)
    throw new InvalidInput(
      "turnover.other_operations",
      "These are not the operations that the turnover asks for, in their order.",
    );
}

const isSame = (a: object, b: object): boolean => {
  const toText = (values: object) =>
    JSON.stringify(Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return toText(a).toLowerCase() === toText(b).toLowerCase();
};

const unknown = () => new NotFound("turnover.unknown", "There is no such turnover.");
