import type { DocumentId } from "@sello/sdk";
import { isKeyCurrentAt } from "@sello/sdk/trust";
import type { DocumentReader } from "../issuing/DocumentReader.ts";
import type { Revisions } from "../issuing/Revisions.ts";
import { ServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { Authority, Registry } from "../registry/Registry.ts";
import { toThumbprint } from "../signing/toKid.ts";
import type { CopyHeader, PgKeyRenewals, UncheckedBatch } from "./PgKeyRenewals.ts";

export type KeyRenewalsOptions = {
  readonly store: PgKeyRenewals;
  readonly registry: Pick<Registry, "byId">;
  readonly documents: Pick<DocumentReader, "current">;
  readonly revisions: Pick<Revisions, "reissue">;
  readonly logger: Logger;
};

/**
 * A document is valid only if its key was current when its batch was anchored. A key may end between the closing of a
 * batch and the block that anchors it: the documents in it are found here, and issued again with the same claims and
 * the same end.
 */
export class KeyRenewals {
  readonly loop: SteadyLoop;
  readonly #options: KeyRenewalsOptions;

  constructor(options: KeyRenewalsOptions) {
    this.#options = options;
    this.loop = new SteadyLoop({
      name: "key-renewals",
      step: () => this.round().then(() => limits.keyRenewalsLookMs),
      logger: options.logger,
    });
  }

  async round(): Promise<void> {
    const { store, logger } = this.#options;
    for (const batch of await store.unchecked()) {
      const found = await this.#look(batch);
      await store.keep(batch.id, found);
      if (found.length > 0)
        logger.warn(
          { batch: batch.id, documents: found.length },
          "documents were anchored when their key had ended; they are issued again",
        );
    }
    for (const document of await store.open()) await this.#renew(document);
  }

  async #look({ id, authority: authorityId, anchoredAt }: UncheckedBatch): Promise<DocumentId[]> {
    const { registry, store } = this.#options;
    const authority = await registry.byId(authorityId);
    if (!mayBeOutside(authority, anchoredAt)) return [];
    const isCurrent = new Map<string, boolean>();
    const found = new Set<DocumentId>();
    for (const { document, header } of await store.headers(id)) {
      const known =
        isCurrent.get(header) ?? isKeyCurrentAt(authority, thumbprintOf(header), anchoredAt);
      isCurrent.set(header, known);
      if (!known) found.add(document);
    }
    return [...found];
  }

  async #renew(id: DocumentId): Promise<void> {
    const { store, documents, revisions, logger } = this.#options;
    try {
      const { stream } = await documents.current(id);
      const actor = { authority: stream.authority, officer: "system" };
      const { document } = await revisions.reissue(id, actor);
      await store.settle(id, document.id);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status >= 500) throw error;
      if (needless.has(error.code)) return store.settle(id, null);
      const failed = !isPassing(error);
      if (failed) logger.warn({ document: id, code: error.code }, "a document was not renewed");
      await store.postpone(id, error.code, failed);
    }
  }
}

/** There is nothing to renew any more. */
const needless: ReadonlySet<string> = new Set([
  "document.superseded",
  "document.revoked",
  "document.unknown",
  "document.erased",
]);

/** Its authority has no key for the moment, or may not issue for a while; or an officer has suspended it. */
const isPassing = ({ code }: ServiceError): boolean =>
  code === "signing_key.none_current" ||
  code === "document.suspended" ||
  code.startsWith("authority.");

/** Nearly no batch is near the end of a key: of the others no copy is read. */
const mayBeOutside = ({ keys }: Authority, at: number): boolean =>
  keys.some(
    ({ from, until }) =>
      (until !== null && until <= at && at < until + limits.keyEndWatchSeconds) ||
      (at < from && from < at + limits.keyEndWatchSeconds),
  );

function thumbprintOf(header: CopyHeader["header"]) {
  const { kid } = JSON.parse(Buffer.from(header, "base64url").toString("utf8")) as {
    kid?: unknown;
  };
  return toThumbprint(String(kid));
}
