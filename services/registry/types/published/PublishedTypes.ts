import { type AuthorityId, authorityIdFrom } from "@sello/sdk";
import type { Queryable } from "../../../platform/database/Transaction.ts";
import { describeFault } from "../../../platform/describeFault.ts";
import type { Logger } from "../../../platform/Logger.ts";
import { limits } from "../../../platform/limits.ts";
import { SteadyLoop } from "../../../platform/loops/SteadyLoop.ts";
import type { FileDocumentTypes } from "../FileDocumentTypes.ts";
import type { Approval, PublishedType } from "./PublishedType.ts";

type Row = {
  number: number;
  name: string;
  version: number;
  file: string;
};

/**
 * Brings the types that were published into a process's own, while it runs. They are only ever added to, and numbered in
 * the order in which they were committed, so that a look asks for what comes after the last.
 */
export class PublishedTypes {
  readonly loop: SteadyLoop;
  readonly #database: Queryable;
  readonly #types: FileDocumentTypes;
  readonly #logger: Logger;
  #last = 0;
  #looking: Promise<void> | null = null;

  constructor(parts: { database: Queryable; types: FileDocumentTypes; logger: Logger }) {
    this.#database = parts.database;
    this.#types = parts.types;
    this.#logger = parts.logger;
    parts.types.follow(() => this.look());
    this.loop = new SteadyLoop({
      name: "document types",
      step: () => this.look().then(() => limits.publishedTypesLookMs),
      retryMs: limits.publishedTypesLookMs,
      logger: parts.logger,
    });
  }

  /** Takes up what was published since. Calls that come while a look is under way share it. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { rows } = await this.#database.query<Row>(
      `select number, name, version, file from published_document_types
       where number > $1 order by number`,
      [this.#last],
    );
    for (const row of rows) {
      this.#take(row);
      this.#last = row.number;
    }
    this.#types.noteLook();
  }

  /** One that cannot be read any more (a file of its name came, or the program is another) is left out, and said. */
  #take({ name, version, file }: Row): void {
    try {
      this.#types.add(`${name}-${version}.json`, file);
    } catch (error) {
      const fault = describeFault(error);
      this.#logger.error({ name, version, fault }, "a published document type was left out");
    }
  }
}

/** All of them with their approvals, for those who sign trust lists. */
export async function readPublished(database: Queryable): Promise<readonly PublishedType[]> {
  const { rows } = await database.query<{
    authority_id: Buffer;
    file: string;
    approvals: Approval[];
  }>("select authority_id, file, approvals from published_document_types order by number");
  return rows.map(({ authority_id, file, approvals }) => ({
    authority: authorityIdFrom(authority_id) as AuthorityId,
    file,
    approvals,
  }));
}
