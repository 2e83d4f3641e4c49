import { setImmediate as turn } from "node:timers/promises";
import type { CallHandlers } from "../../../http/calls/serveCalls.ts";
import { BoundedCache } from "../../../platform/BoundedCache.ts";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import { limits } from "../../../platform/limits.ts";
import type { Registry } from "../../../registry/Registry.ts";
import type { FileDocumentTypes } from "../../../registry/types/FileDocumentTypes.ts";
import type { DocumentSigner, SignedCopy, ToSign } from "../../../signing/DocumentSigner.ts";
import { parseStatusListUri } from "../../../status/statusListUri.ts";
import { headerOfKey, toHeaderText } from "../../atRest/JwtHeaders.ts";
import { documentKeyBytes } from "../../atRest/sealedContent.ts";
import type { RecordDigests } from "../../RecordDigests.ts";
import { DeskRefused } from "../errors.ts";
import type { FileKeys } from "../held/FileKeys.ts";
import type { deskCalls } from "./deskCalls.ts";
import { readWords, toNamePart } from "./nameParts.ts";
import type { Mandate, PgMandates } from "./PgMandates.ts";

export type ImportDeskOptions = {
  readonly mandates: Pick<PgMandates, "of" | "again" | "isReceiving">;
  readonly fileKeys: FileKeys;
  readonly signer: DocumentSigner;
  readonly digests: Pick<RecordDigests, "now">;
  readonly registry: Pick<Registry, "byId">;
  readonly types: Pick<FileDocumentTypes, "know" | "versions">;
  readonly publicUrl: string;
  /** Counts what is signed with a key that has a limit a day: `countSigned`. */
  readonly countSigned: (asked: {
    readonly callerId: string;
    readonly limit: number;
    readonly documents: number;
  }) => Promise<void>;
  readonly clock: Clock;
};

/** Records that are named, or documents that are signed, before others of this process have their turn. */
const doneAtOnce = 16;

/**
 * Names, signs and wraps for the process that reads strangers' files, as far as an import that is under way allows: for
 * its authority, of its type, while the API key that sent it is good, and no more documents than a file may have or the
 * key may have in a day.
 */
export class ImportDesk {
  readonly #options: ImportDeskOptions;
  readonly #signed = new BoundedCache<string, number>(limits.mandatesKnown);

  constructor(options: ImportDeskOptions) {
    this.#options = options;
  }

  /** Each throws `DeskRefused`, `HttpProblem` `api_key.day_used`, and what `DocumentSigner.open` throws. */
  get handlers(): CallHandlers<typeof deskCalls> {
    const { mandates, digests, fileKeys } = this.#options;
    return {
      rowsKey: async ({ import: id }) => {
        if (!(await mandates.isReceiving(id))) await mandates.of(id);
        const key = await fileKeys.of(id);
        return { parts: key === null ? [] : [key] };
      },
      key: async ({ import: id }) => {
        const { kid } = await this.#open(await mandates.of(id));
        return { kid };
      },
      name: async ({ import: id, parts }) => {
        await mandates.of(id);
        const { generations, ofWords } = digests.now();
        const named = await inTurns(readWords(parts), async (piece) =>
          piece.map((words) => toNamePart(ofWords(words))),
        );
        return { generations: [...generations], parts: named };
      },
      sign: async ({ import: id, kid, parts }) => ({
        parts: await this.#sign(await this.#toIssue(id), kid, parts),
      }),
    };
  }

  /** A check may have become an issue a moment ago: what was known of it is then asked for again. */
  async #toIssue(id: string): Promise<Mandate> {
    const { mandates } = this.#options;
    const known = await mandates.of(id);
    return known.dryRun ? mandates.again(id) : known;
  }

  #open({ authority }: Mandate) {
    const { signer, clock } = this.#options;
    return signer.open(authority, toSeconds(clock.nowMs()));
  }

  async #sign(mandate: Mandate, kid: string, parts: readonly Buffer[]): Promise<Buffer[]> {
    if (mandate.dryRun) throw new DeskRefused("desk.no_mandate", "A dry run issues nothing.");
    const signing = await this.#open(mandate);
    if (signing.kid !== kid)
      throw new DeskRefused("desk.other_key", "Another key is the authority's now: ask again.");
    const copies = readCopies(parts, `${toHeaderText(headerOfKey(kid))}.`);
    this.#count(mandate.id, copies.length);
    const { limited } = mandate;
    if (limited !== null) await this.#options.countSigned({ ...limited, documents: copies.length });
    const isOfImport = await this.#toCheck(mandate);
    return inTurns(copies, async (piece) => {
      if (!piece.every(isOfImport)) throw otherDocument();
      return (await signing.sign(piece)).map(toSignedPart);
    });
  }

  /** A segment that was rolled back is signed again, so it is more than a file has rows. */
  #count(id: string, documents: number): void {
    const signed = (this.#signed.get(id) ?? 0) + documents;
    if (signed > limits.importSignatures)
      throw new DeskRefused("desk.too_many", "More documents than a file may have.");
    this.#signed.set(id, signed);
  }

  /** Whether a document says that it is the authority's, of the import's type, and has a place in the authority's lists. */
  async #toCheck({ authority, typeName }: Mandate): Promise<(copy: ToSign) => boolean> {
    const { registry, types, publicUrl } = this.#options;
    const { iss, slug } = await registry.byId(authority);
    await types.know(typeName);
    const known = new Set(types.versions(typeName).map(({ vct }) => vct));
    return (copy) => {
      const payload = readPayload(copy.payload);
      const uri = payload?.status?.status_list?.uri;
      return (
        payload?.iss === iss &&
        known.has(String(payload.vct)) &&
        typeof uri === "string" &&
        parseStatusListUri(publicUrl, uri)?.slug === slug
      );
    };
  }
}

async function inTurns<Item, Made>(
  items: readonly Item[],
  make: (piece: readonly Item[]) => Promise<readonly Made[]>,
): Promise<Made[]> {
  const made: Made[] = [];
  for (let start = 0; start < items.length; start += doneAtOnce) {
    made.push(...(await make(items.slice(start, start + doneAtOnce))));
    await turn();
  }
  return made;
}

type Payload = {
  readonly iss?: unknown;
  readonly vct?: unknown;
  readonly status?: { readonly status_list?: { readonly uri?: unknown } | null } | null;
};

function readPayload(bytes: Buffer): Payload | null {
  try {
    const payload: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof payload === "object" ? (payload as Payload | null) : null;
  } catch {
    return null;
  }
}

const otherDocument = () =>
  new DeskRefused("desk.other_document", "The document is not of the import.");

/** @param prefix of what is signed: the header, and a dot */
function readCopies(parts: readonly Buffer[], prefix: string): ToSign[] {
  const copies: ToSign[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const [payload, key] = [parts[at], parts[at + 1]];
    if (payload === undefined || key?.length !== documentKeyBytes) throw otherDocument();
    copies.push({ payload, signingInput: prefix + payload.toString("base64url"), key });
  }
  return copies;
}

const toSignedPart = ({ signature, wrappedKey }: SignedCopy): Buffer =>
  Buffer.concat([signature, wrappedKey ?? Buffer.alloc(0)]);
