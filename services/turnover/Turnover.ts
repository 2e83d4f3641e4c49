import type { NewTurnover, TurnoverState } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";
import type { Caller } from "../http/Caller.ts";
import type { RegistryOperation } from "../registry/changes/RegistryRequest.ts";
import type { Authority } from "../registry/Registry.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** A change under way, or one that has ended. */
export type Turnover = {
  readonly id: string;
  readonly kind: string;
  /** What is changed; one turnover of a kind works on it at a time. */
  readonly scope: string;
  /** Whose key, account or network it is about. */
  readonly authority: AuthorityId;
  readonly subject: JsonObject;
  readonly state: TurnoverState;
  readonly step: string;
  readonly done: number | null;
  readonly of: number | null;
  /** What the kind needs to go on. No secrets. */
  readonly data: JsonObject;
  readonly error: { readonly code: string; readonly detail: string } | null;
  readonly begunBy: string;
  /** Unix seconds, all of these. */
  readonly begunAt: number;
  readonly changedAt: number;
  readonly finishedAt: number | null;
};

/** How far a turnover is after a step. `data` replaces what was kept. */
export type Progress = {
  readonly state: TurnoverState;
  /** Its words are the command line's. */
  readonly step: string;
  readonly done?: number;
  readonly of?: number;
  readonly data: JsonObject;
  /** Pause before the next step; none when not given. */
  readonly waitMs?: number;
  /** Why it failed. */
  readonly error?: { readonly code: string; readonly detail: string };
};

export type Subject<Kind extends NewTurnover["kind"]> = Extract<NewTurnover, { kind: Kind }>;

/** What one kind of change does. */
export interface TurnoverKind<Kind extends NewTurnover["kind"] = NewTurnover["kind"]> {
  readonly name: Kind;
  /** Whose it is to change: the authority that the subject names (by default the caller's), or the city. */
  readonly of: "authority" | "city";
  /** @returns what is changed, when there is more than one thing of this kind */
  scopeOf?(subject: Subject<Kind>): string;
  /**
   * Refuses with a problem what cannot be done.
   * @param by null for the program itself
   * @returns what is kept for the steps
   */
  begin(subject: Subject<Kind>, by: Caller | null, authority: Authority): Promise<JsonObject>;
  /** What of the subject is kept, where it holds what nobody else should read; all of it when not given. */
  toKept?(subject: Subject<Kind>): JsonObject;
  /** One step. May be called again after a kill with what the step before has kept: it must then do no harm. */
  advance(turnover: Turnover): Promise<Progress>;
  /** What those who follow it are shown of its data. */
  view?(turnover: Turnover): JsonObject;
}

/** Under which its requests are numbered, so that those of other turnovers that one officer signs do not wait for them. */
export const nonceKeyOf = ({ id }: Pick<Turnover, "id">): bigint =>
  BigInt(`0x${id.replaceAll("-", "")}`);

/** The operations that officers are asked to sign, as kept in a turnover's data. */
export const toSign = ({ state, data }: Turnover): readonly RegistryOperation[] =>
  state === "waiting" ? ((data.toSign as readonly RegistryOperation[] | undefined) ?? []) : [];
