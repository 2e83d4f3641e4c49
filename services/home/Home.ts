import type { AuthorityId, DocumentTypeId, Hex, LocalizedText } from "@sello/sdk";
import type { GoverningActs } from "../accounts/acts/GoverningActs.ts";
import { subordinateAuthorities } from "../accounts/actsFor.ts";
import type { DeviceEndings } from "../accounts/residents/desk/DeviceEndings.ts";
import type { Sessions } from "../accounts/sessions/Sessions.ts";
import type { Caller } from "../http/Caller.ts";
import type { JsonAnswer } from "../http/routes/Route.ts";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import { limits } from "../platform/limits.ts";
import { rolesIn } from "../registry/officerRoles.ts";
import type { PgRegistryEvents } from "../registry/PgRegistryEvents.ts";
import type { Registry } from "../registry/Registry.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import { findType } from "../registry/types/findType.ts";
import type { Turnovers } from "../turnover/Turnovers.ts";
import { type HomeEntry, type HomeTask, toEntry } from "./HomeTask.ts";
import type { HomeBulkAct, HomeImport, PgHome } from "./PgHome.ts";
import { endingTasks, lackingTasks } from "./registryTasks.ts";

type Answer = JsonAnswer<"getHome">;

export type HomeOptions = {
  readonly store: PgHome;
  readonly registry: Registry;
  readonly types: Pick<FileDocumentTypes, "byId" | "all">;
  readonly sessions: Pick<Sessions, "before">;
  readonly governingActs: Pick<GoverningActs, "list">;
  readonly deviceEndings: Pick<DeviceEndings, "list">;
  readonly turnovers: Pick<Turnovers, "list">;
  /** How a service item is called; null: no item has this name any more. */
  readonly itemTitle: (item: string) => LocalizedText | null;
  readonly registryEvents: Pick<PgRegistryEvents, "ofAuthority">;
  /** The accounts by which the service anchors, and acts on status. */
  readonly senders: () => { readonly anchor: string; readonly status: string };
  readonly clock: Clock;
};

type Person = { readonly account: Hex };

/**
 * What waits for an officer and for their authority, and what happened since they were last here (docs/decisions/0201).
 * Each is told what their rights let them see elsewhere as well.
 */
export class Home {
  readonly #options: HomeOptions;

  constructor(options: HomeOptions) {
    this.#options = options;
  }

  async view(caller: Caller): Promise<Answer> {
    const { sessions, store } = this.#options;
    const may = (action: Caller["actions"][number]) => caller.actions.includes(action);
    const [from, imports, bulkActs] = await Promise.all([
      sessions.before(caller),
      may("import") ? store.imports(caller.authority) : [],
      may("revoke") ? store.bulkActs(caller.authority) : [],
    ]);
    const tasks = [
      ...(caller.kind === "officer" ? await this.#toSign(caller) : []),
      ...(caller.kind === "officer" && may("revoke") ? await this.#toConfirm(caller) : []),
      ...(await this.#overdue(caller.authority)),
      ...(caller.kind === "officer" && may("issue")
        ? await this.#ofApplicants(caller.authority)
        : []),
      ...(may("read") ? await this.#ofPersons(caller.authority) : []),
      ...importTasks(imports, this.#now()),
      ...bulkTasks(bulkActs),
      ...(may("administer") ? await this.#administered(caller) : []),
      ...(await this.#ofRegistry(caller.authority)),
    ];
    const since = from === null ? null : await this.#since(caller, from, { imports, bulkActs });
    return { tasks: tasks.filter(({ count }) => count > 0).map(cut), since };
  }

  /** What waits for this person's signature. */
  async #toSign(officer: Person): Promise<HomeTask[]> {
    const now = this.#now();
    const acts = await this.#options.governingActs.list(officer);
    const waiting = acts.filter(
      ({ act, account }) =>
        act.state === "open" &&
        act.deadline > now &&
        account.signers.includes(officer.account) &&
        !act.decisions.some(({ signer }) => signer === officer.account),
    );
    const { registry } = this.#options;
    const entries = waiting
      .toSorted((one, other) => one.act.deadline - other.act.deadline)
      .slice(0, limits.homeEntries)
      .map(async ({ act }) => {
        const { name } = await registry.byId(act.authority);
        const text = act.operations[0]?.operation ?? null;
        return toEntry(act.id, { text, name, at: act.deadline });
      });
    return [{ kind: "act.sign", count: waiting.length, entries: await Promise.all(entries) }];
  }

  /** What another officer asked for at a desk, and waits for a second one. */
  async #toConfirm(caller: Caller): Promise<HomeTask[]> {
    const found = (await this.#options.deviceEndings.list(caller)).filter(({ own }) => !own);
    const entries = found.map(({ id, person, authority: { name }, endsAt: at }) =>
      toEntry(id, { text: person, name, at }),
    );
    return [{ kind: "device.ending", count: found.length, entries }];
  }

  async #overdue(authority: AuthorityId): Promise<HomeTask[]> {
    const found = await this.#options.store.overdue(authority);
    return [
      {
        kind: "documents.overdue",
        count: found.reduce((sum, { copies }) => sum + copies, 0),
        entries: found.map(({ type, since }) =>
          toEntry(type, { text: type, name: this.#titleOf(type), at: since }),
        ),
      },
    ];
  }

  async #ofPersons(authority: AuthorityId): Promise<HomeTask[]> {
    const found = await this.#options.store.personsChanged(authority);
    const entries = found.map(({ id, kind, type, at }) =>
      toEntry(id, { text: kind, name: this.#titleOf(type), at }),
    );
    return [{ kind: "person.changed", count: found.length, entries }];
  }

  /** What residents applied for, and rules did not settle. */
  async #ofApplicants(authority: AuthorityId): Promise<HomeTask[]> {
    const now = this.#now();
    const { overdue, inTime, oldest } = await this.#options.store.applications(authority, now);
    const toEntries = (isWanted: (isLate: boolean) => boolean) =>
      oldest
        .filter(({ dueAt }) => isWanted(dueAt < now))
        .map(({ id, item, dueAt }) =>
          toEntry(id, { text: item, name: this.#options.itemTitle(item), at: dueAt }),
        );
    return [
      { kind: "application.overdue", count: overdue, entries: toEntries((isLate) => isLate) },
      { kind: "application.waiting", count: inTime, entries: toEntries((isLate) => !isLate) },
    ];
  }

  /** Null for a type that this program does not have any more. */
  #titleOf(name: string) {
    return this.#options.types.all().findLast((type) => type.name === name)?.title ?? null;
  }

  async #administered(caller: Caller): Promise<HomeTask[]> {
    const { store, turnovers } = this.#options;
    const [all, keys, hooks] = await Promise.all([
      turnovers.list(caller),
      store.keysEnding(caller.authority),
      store.hooksOff(caller.authority),
    ]);
    const waiting = all.filter(({ state }) => state === "waiting");
    const toTerm = ({ id, label, at }: (typeof keys)[number]) => toEntry(id, { text: label, at });
    return [
      ...(caller.kind === "officer" ? await this.#drafts(caller) : []),
      {
        kind: "turnover.sign",
        count: waiting.length,
        entries: waiting.map(({ id, kind, changedAt }) =>
          toEntry(id, { text: kind, at: changedAt }),
        ),
      },
      { kind: "api_key.ending", count: keys.length, entries: keys.map(toTerm) },
      { kind: "webhook.off", count: hooks.length, entries: hooks.map(toTerm) },
    ];
  }

  /** Officers approve what is of their authority or below it. */
  async #drafts(caller: Caller & Person): Promise<HomeTask[]> {
    const { registry, store } = this.#options;
    const authorities = await subordinateAuthorities(registry, caller);
    const found = await store.drafts(authorities, caller.account);
    const of = (state: (typeof found)[number]["state"]) =>
      found
        .filter((each) => each.state === state)
        .map(({ id, name: text, title: name, changedAt: at }) => toEntry(id, { text, name, at }));
    const [approve, returned] = [of("review"), of("returned")];
    return [
      { kind: "draft.approve", count: approve.length, entries: approve },
      { kind: "draft.returned", count: returned.length, entries: returned },
    ];
  }

  async #ofRegistry(id: AuthorityId): Promise<HomeTask[]> {
    const { registry, types, senders } = this.#options;
    const line = await registry.lineage(id);
    const [authority] = line;
    if (authority === undefined) return [];
    const named = (documentType: DocumentTypeId) => {
      const type = findType(types, documentType);
      return { text: type?.name ?? null, name: type?.title ?? null };
    };
    const now = this.#now();
    return [...endingTasks(authority, named, now), ...lackingTasks(line, senders(), now)];
  }

  async #since(
    { authority }: Caller,
    from: number,
    ended: { readonly imports: readonly HomeImport[]; readonly bulkActs: readonly HomeBulkAct[] },
  ): Promise<NonNullable<Answer["since"]>> {
    const { store, registryEvents } = this.#options;
    const [issued, acts, events] = await Promise.all([
      store.issuedSince(authority, from),
      store.actsSince(authority, from),
      registryEvents.ofAuthority(authority, null, limits.homeLooked),
    ]);
    const isNew = ({ finishedAt }: { readonly finishedAt: number | null }): boolean =>
      finishedAt !== null && finishedAt >= from;
    const told = events.filter(({ blockTime }) => Number(blockTime) >= from);
    const officers = told.flatMap(toAppointment);
    const imports = ended.imports.filter(isNew).map(({ id, fileName, state, dryRun, finishedAt }) =>
      toEntry(id, {
        text: fileName,
        more: dryRun && state === "done" ? "checked" : state,
        at: finishedAt,
      }),
    );
    const bulkActs = ended.bulkActs
      .filter(isNew)
      .map(({ id, action, state, finishedAt }) =>
        toEntry(id, { text: action, more: state, at: finishedAt }),
      );
    return {
      ...{ from, issued },
      ...{ suspended: acts.suspend, reinstated: acts.reinstate, revoked: acts.revoke },
      atLeast: acts.suspend + acts.reinstate + acts.revoke >= limits.homeCounted,
      imports: imports.slice(0, limits.homeEntries),
      bulkActs: bulkActs.slice(0, limits.homeEntries),
      officers: officers.slice(0, limits.homeEntries),
      changes: told.length - officers.length,
    };
  }

  #now(): number {
    return toSeconds(this.#options.clock.nowMs());
  }
}

const cut = (task: HomeTask): HomeTask => ({
  ...task,
  entries: task.entries.slice(0, limits.homeEntries),
});

/** An officer who was given roles; one whose roles were taken away is another change. */
function toAppointment({
  name,
  args,
  blockTime,
}: Awaited<ReturnType<PgRegistryEvents["ofAuthority"]>>[number]): readonly HomeEntry[] {
  const roles = name === "OfficerChanged" ? rolesIn(Number(args.roles)) : [];
  if (roles.length === 0) return [];
  return [toEntry(String(args.officer), { more: roles.join(" "), at: Number(blockTime) })];
}

const daySeconds = 86_400;

function importTasks(all: readonly HomeImport[], now: number): HomeTask[] {
  const heldUntil = ({ finishedAt, createdAt }: HomeImport): number =>
    (finishedAt ?? createdAt) + limits.importRowsHeldDays * daySeconds;
  const isHeld = (one: HomeImport): boolean => one.held && one.state === "done";
  const toTask = (
    kind: HomeTask["kind"],
    of: readonly HomeImport[],
    atOf: (one: HomeImport) => number | null,
  ): HomeTask => ({
    kind,
    count: of.length,
    entries: of.map((one) =>
      toEntry(one.id, { text: one.fileName, more: one.state, at: atOf(one) }),
    ),
  });
  return [
    toTask(
      "import.stopped",
      all.filter(
        (one) => one.state === "paused" || (one.state === "failed" && heldUntil(one) > now),
      ),
      (one) => one.finishedAt ?? one.createdAt,
    ),
    toTask(
      "import.mend",
      all.filter((one) => isHeld(one) && !one.dryRun && one.rejected > 0),
      heldUntil,
    ),
    toTask(
      "import.checked",
      all.filter((one) => isHeld(one) && one.dryRun),
      heldUntil,
    ),
    toTask(
      "import.running",
      all.filter(({ state }) => state === "running" || state === "receiving"),
      ({ createdAt }) => createdAt,
    ),
  ];
}

function bulkTasks(all: readonly HomeBulkAct[]): HomeTask[] {
  return (["stopped", "running"] as const).map((state) => {
    const found = all.filter((each) => each.state === state);
    return {
      kind: `bulk.${state}` as const,
      count: found.length,
      entries: found.map(({ id, action, createdAt }) =>
        toEntry(id, { text: action, at: createdAt }),
      ),
    };
  });
}
