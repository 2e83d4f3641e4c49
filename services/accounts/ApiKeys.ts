import { randomBytes, randomUUID } from "node:crypto";
import type { ApiAction } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";
import type { AuditLog } from "../audit/AuditLog.ts";
import { type Caller, toActor } from "../http/Caller.ts";
import { BoundedCache } from "../platform/BoundedCache.ts";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import { digestOfSecret } from "../platform/digestOfSecret.ts";
import { Conflict, Forbidden, InvalidInput, NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { ApiKey } from "./ApiKey.ts";
import type { ApiKeyStore } from "./ApiKeyStore.ts";

export type NewApiKey = {
  readonly authority: AuthorityId;
  readonly label: string;
  readonly actions: readonly ApiAction[];
  /** Unix seconds. */
  readonly expiresAt: number;
  /** Documents and copies that may be issued with it in a day of the city; null: any number. */
  readonly documentsPerDay?: number | null;
};

// 32 random bytes in base64url. The prefix lets secret scanners and people know what it is.
const secretPattern = /^sello_[A-Za-z0-9_-]{43}$/;

type FoundKey = { readonly key: ApiKey; readonly askedAtMs: number };

/** Keys of departments' own systems: made, checked, listed and revoked here. */
export class ApiKeys {
  readonly #store: ApiKeyStore;
  readonly #audit: AuditLog;
  readonly #clock: Clock;
  /** Keys that were good a moment ago, by their digests in base64. */
  #found = new BoundedCache<string, FoundKey>(limits.apiKeysCached);

  constructor(parts: { store: ApiKeyStore; audit: AuditLog; clock: Clock }) {
    this.#store = parts.store;
    this.#audit = parts.audit;
    this.#clock = parts.clock;
  }

  /**
   * Makes a key. Whether its authority is the maker's to act for is the caller's to check.
   * @param maker whose key gives the right; null: the system, at the demo's founding
   * An action that the maker's key does not have, or one that issues when the maker's key may issue so many a day:
   * `Forbidden` `api_key.rights`.
   * @returns the secret, which nobody can read again
   */
  async create(request: NewApiKey, maker: Caller | null): Promise<{ key: ApiKey; secret: string }> {
    const now = toSeconds(this.#clock.nowMs());
    assertRights(request.actions, maker);
    if (request.actions.some((action) => action === "issue" || action === "import"))
      await this.#refuseLimited(maker);
    assertLifetime(request.expiresAt, now);
    const secret = `sello_${randomBytes(32).toString("base64url")}`;
    const key: ApiKey = {
      id: randomUUID(),
      authority: request.authority,
      label: request.label,
      actions: [...new Set(request.actions)],
      createdAt: now,
      expiresAt: request.expiresAt,
      revokedAt: null,
      lastUsedAt: null,
      documentsPerDay: request.documentsPerDay ?? null,
      today: null,
    };
    await this.#store.transaction(async (tx) => {
      await this.#store.insert(tx, key, digestOfSecret(secret));
      await this.#audit.record(
        toEvent("api_key.create", key, maker === null ? "system" : toActor(maker)),
        tx,
      );
    });
    return { key: await this.get(key.id), secret };
  }

  /**
   * Unknown, expired or revoked: `Forbidden` (401) `api_key.invalid`; which of them is not said. A key that was
   * revoked by another process may be taken for good for `limits.apiKeyRecheckMs` (decision record 0084).
   */
  async authenticate(secret: string): Promise<Caller> {
    const key = secretPattern.test(secret) ? await this.#find(digestOfSecret(secret)) : null;
    const now = toSeconds(this.#clock.nowMs());
    if (!key || key.revokedAt !== null || key.expiresAt <= now)
      throw new Forbidden("api_key.invalid", "The API key is unknown, expired or revoked.", 401);
    const { id: apiKeyId, authority, actions } = key;
    return { kind: "api-key", apiKeyId, authority, actions };
  }

  /** Good keys alone are remembered: one that was just made works at once, in every process. */
  async #find(digest: Buffer): Promise<ApiKey | null> {
    // Counted from when it was asked for: what is revoked while the answer is on its way is not held longer.
    const askedAtMs = this.#clock.nowMs();
    const name = digest.toString("base64");
    const found = this.#found;
    const known = found.get(name);
    if (known && Math.abs(askedAtMs - known.askedAtMs) < limits.apiKeyRecheckMs) return known.key;
    const key = await this.#store.byDigest(digest);
    if (!key || key.revokedAt !== null) return key;
    found.set(name, { key, askedAtMs });
    await this.#noteUse(key, toSeconds(askedAtMs));
    return key;
  }

  async #noteUse({ id, lastUsedAt }: ApiKey, now: number): Promise<void> {
    const interval = limits.apiKeyUseNotedSeconds;
    if (lastUsedAt === null || now - lastUsedAt >= interval)
      await this.#store.touch(id, now, interval);
  }

  /** Keys of these authorities, newest first. */
  list(authorities: readonly AuthorityId[]): Promise<readonly ApiKey[]> {
    return this.#store.list(authorities);
  }

  /** Unknown: `NotFound` `api_key.unknown`. */
  async get(id: string): Promise<ApiKey> {
    const key = await this.#store.byId(id);
    if (!key) throw new NotFound("api_key.unknown", "There is no such API key.");
    return key;
  }

  /**
   * Sets how many documents a day may be issued with the key, from now on; today's count. Whose key it is is the caller's to
   * check. A caller's own key that has such a limit changes none: `Forbidden` `api_key.rights`. Ended: `Conflict`
   * `api_key.revoked`.
   * @param perDay null: any number
   */
  async setLimit(id: string, perDay: number | null, caller: Caller): Promise<ApiKey> {
    await this.#refuseLimited(caller);
    const key = await this.get(id);
    if (key.revokedAt !== null) throw ended();
    await this.#store.transaction(async (tx) => {
      await this.#store.setLimit(tx, id, perDay);
      const data = { documentsPerDay: perDay, before: key.documentsPerDay };
      await this.#audit.record({ ...toEvent("api_key.limit", key, toActor(caller)), data }, tx);
    });
    return this.get(id);
  }

  /** A key with a limit cannot get round it: by another key, or by changing one. */
  async #refuseLimited(caller: Caller | null): Promise<void> {
    if (caller?.kind !== "api-key") return;
    const own = await this.#store.byId(caller.apiKeyId);
    if (own === null || own.documentsPerDay === null) return;
    throw new Forbidden(
      "api_key.rights",
      "Your own API key may issue so many documents a day, so you can neither change such a limit nor make a key that issues.",
    );
  }

  /**
   * Ends the key: in this process from now on, in others within `limits.apiKeyRecheckMs`.
   * Ended before: `Conflict` `api_key.revoked`.
   */
  async revoke(id: string, actor: string): Promise<void> {
    const key = await this.get(id);
    await this.#store.transaction(async (tx) => {
      if (!(await this.#store.revoke(tx, id, toSeconds(this.#clock.nowMs())))) throw ended();
      await this.#audit.record(toEvent("api_key.revoke", key, actor), tx);
    });
    // Another one, not the same emptied: a look-up that began before this would still put the key into it.
    this.#found = new BoundedCache(limits.apiKeysCached);
  }
}

function assertRights(actions: readonly ApiAction[], maker: Caller | null): void {
  const beyond = actions.filter((action) => maker !== null && !maker.actions.includes(action));
  if (beyond.length === 0) return;
  const named = beyond.map((action) => `"${action}"`).join(", ");
  throw new Forbidden(
    "api_key.rights",
    `You may not do ${named} yourself, so you cannot make a key that may.`,
  );
}

const ended = () => new Conflict("api_key.revoked", "The API key was revoked before.");

function assertLifetime(expiresAt: number, now: number): void {
  if (expiresAt > now && expiresAt <= now + limits.apiKeyLifetimeDays * limits.daySeconds) return;
  const message = `An API key ends in the future, within ${limits.apiKeyLifetimeDays} days.`;
  throw new InvalidInput("api_key.lifetime", message, [
    { pointer: "/body/expiresAt", code: "api_key.lifetime", message },
  ]);
}

const toEvent = (action: string, key: ApiKey, actor: string) => ({
  actor,
  action,
  subject: `api-key:${key.id}`,
  authority: key.authority,
  data: {
    authority: key.authority,
    actions: key.actions,
    expiresAt: key.expiresAt,
    ...(key.documentsPerDay === null ? {} : { documentsPerDay: key.documentsPerDay }),
  },
});
