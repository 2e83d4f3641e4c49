import type { AuthorityId } from "@sello/sdk";
import { isKeyCurrentAt } from "@sello/sdk/trust";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import { ServiceError } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { Authority, Registry } from "../registry/Registry.ts";
import type { Signer, SigningKey } from "../signing/Signer.ts";
import { toThumbprint } from "../signing/toKid.ts";

/** A leaf that was signed again, by its place among those given. */
export type ResealedLeaf = { readonly offset: number; readonly jwt: string };

export type ResealerOptions = {
  readonly registry: Pick<Registry, "byId">;
  readonly signer: Pick<Signer, "current">;
  readonly clock: Clock;
};

/**
 * Signs documents again whose signing key has ended while they waited for the log, or is about to. A
 * document is valid only if its key was current when its batch was anchored, so what was acknowledged
 * under a key that an officer ended since would be lost otherwise (docs/decisions/0044).
 */
export class Resealer {
  readonly #options: ResealerOptions;

  constructor(options: ResealerOptions) {
    this.#options = options;
  }

  /**
   * @param jwts issuer-signed compact JWTs of one authority, in no batch yet
   * @returns those that had to be signed again, mostly none; null while the authority has no key that will
   * be current when a batch that is closed now is anchored: the documents have to wait
   */
  async reseal(
    authorityId: AuthorityId,
    jwts: readonly string[],
  ): Promise<readonly ResealedLeaf[] | null> {
    const { registry, clock } = this.#options;
    const now = toSeconds(clock.nowMs());
    const authority = await registry.byId(authorityId);
    const stale = offsetsOfStale(jwts, (kid) => isLasting(authority, kid, now));
    if (stale.length === 0) return [];
    const key = await this.#lastingKey(authority, now);
    if (key === null) return null;
    return stale.map((offset) => ({ offset, jwt: sealAnew(jwts[offset] ?? "", key) }));
  }

  async #lastingKey(authority: Authority, now: number): Promise<SigningKey | null> {
    try {
      const soon = now + limits.keyEndMarginSeconds;
      const key = await this.#options.signer.current(authority.id, soon);
      return isLasting(authority, key.kid, now) ? key : null;
    } catch (error) {
      if (error instanceof ServiceError && error.code === "signing_key.none_current") return null;
      throw error;
    }
  }
}

/** Whether a key is current at `now` and will be for as long as a batch may take to be anchored. */
function isLasting(authority: Authority, kid: string, now: number): boolean {
  const thumbprint = toThumbprint(kid);
  return [now, now + limits.keyEndMarginSeconds].every((at) =>
    isKeyCurrentAt(authority, thumbprint, at),
  );
}

// Thousands of documents share a handful of headers, so each header is read once.
function offsetsOfStale(jwts: readonly string[], lasts: (kid: string) => boolean): number[] {
  const sound = new Map<string, boolean>();
  const stale: number[] = [];
  for (const [offset, jwt] of jwts.entries()) {
    const header = jwt.slice(0, jwt.indexOf("."));
    let isSound = sound.get(header);
    if (isSound === undefined) {
      isSound = lasts(String(parseHeader(header).kid));
      sound.set(header, isSound);
    }
    if (!isSound) stale.push(offset);
  }
  return stale;
}

/** The same payload, so all disclosures still fit, under another key (RFC 7515 §5.1). */
function sealAnew(jwt: string, key: SigningKey): string {
  const [header = "", payload = ""] = jwt.split(".");
  const members = JSON.stringify({ ...parseHeader(header), kid: key.kid });
  const signingInput = `${Buffer.from(members).toString("base64url")}.${payload}`;
  const signature = key.sign(Buffer.from(signingInput, "latin1"));
  return `${signingInput}.${Buffer.from(signature).toString("base64url")}`;
}

const parseHeader = (header: string): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(header, "base64url").toString("utf8"));
