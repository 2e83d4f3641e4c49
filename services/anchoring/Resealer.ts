import type { AuthorityId } from "@sello/sdk";
import { hashLeaf } from "@sello/sdk/log";
import { isKeyCurrentAt } from "@sello/sdk/trust";
import { toJwt } from "../issuing/atRest/copyContent.ts";
import type { CopyDraft } from "../issuing/DocumentDraft.ts";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import { ServiceError } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { Authority, Registry } from "../registry/Registry.ts";
import type { Signer, SigningKey } from "../signing/Signer.ts";
import { toThumbprint } from "../signing/toKid.ts";
import type { CopyRange, OpenedCopy, WaitingCopies } from "./WaitingCopies.ts";

/** A copy that was signed again, by its place in the range. */
export type ResealedLeaf = Omit<CopyDraft, "place"> & { readonly offset: number };

export type ResealerOptions = {
  readonly registry: Pick<Registry, "byId">;
  readonly signer: Pick<Signer, "current">;
  readonly copies: Pick<WaitingCopies, "headers" | "open" | "seal" | "headerOf">;
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
   * @param range copies of one stream, in no batch yet
   * @param headers rows of `jwt_headers` that they have
   * @returns those that had to be signed again, mostly none; null while the authority has no key that will
   * be current when a batch that is closed now is anchored: the documents have to wait
   */
  async reseal(
    authorityId: AuthorityId,
    range: CopyRange,
    headers: readonly number[],
  ): Promise<readonly ResealedLeaf[] | null> {
    const { registry, clock, copies } = this.#options;
    const now = toSeconds(clock.nowMs());
    const authority = await registry.byId(authorityId);
    const known = await copies.headers(headers);
    const stale = known.filter(({ members }) => !isLasting(authority, String(members.kid), now));
    if (stale.length === 0) return [];
    const key = await this.#lastingKey(authority, now);
    if (key === null) return null;
    const ids = stale.map(({ id }) => id);
    const resealed: ResealedLeaf[] = [];
    for await (const copy of copies.open(range, ids))
      resealed.push(await this.#sealAgain(copy, key));
    return resealed;
  }

  /** The same payload, so all disclosures still fit, under another key (RFC 7515 §5.1). */
  async #sealAgain(copy: OpenedCopy, key: SigningKey): Promise<ResealedLeaf> {
    const { copies } = this.#options;
    const header = await copies.headerOf(copy.header, key.kid);
    const input = `${header.text}.${copy.content.payload.toString("base64url")}`;
    const signature = Buffer.from(key.sign(Buffer.from(input, "latin1")));
    const content = { ...copy.content, signature };
    return {
      offset: copy.offset,
      header: header.id,
      leaf: hashLeaf(toJwt({ header: header.text, ...content })),
      content: copies.seal(copy, content),
    };
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
