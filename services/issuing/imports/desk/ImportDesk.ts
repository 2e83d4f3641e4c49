import { setImmediate as turn } from "node:timers/promises";
import type { CallHandlers } from "../../../http/calls/serveCalls.ts";
import { BoundedCache } from "../../../platform/BoundedCache.ts";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import { limits } from "../../../platform/limits.ts";
import type { Registry } from "../../../registry/Registry.ts";
import type { FileDocumentTypes } from "../../../registry/types/FileDocumentTypes.ts";
import type { DocumentSigner } from "../../../signing/DocumentSigner.ts";
import { parseStatusListUri } from "../../../status/statusListUri.ts";
import { headerOfKey, toHeaderText } from "../../atRest/JwtHeaders.ts";
import type { RecordName } from "../../DocumentDraft.ts";
import type { RecordDigests } from "../../RecordDigests.ts";
import { DeskRefused } from "../errors.ts";
import type { deskCalls } from "./deskCalls.ts";
import type { Mandate, PgMandates } from "./PgMandates.ts";

export type ImportDeskOptions = {
  readonly mandates: Pick<PgMandates, "of">;
  readonly signer: DocumentSigner;
  readonly keys: {
    wrap(authority: Mandate["authority"], keys: readonly Buffer[]): Promise<readonly Buffer[]>;
  };
  readonly digests: Pick<RecordDigests, "ofWords">;
  readonly registry: Pick<Registry, "byId">;
  readonly types: Pick<FileDocumentTypes, "versions">;
  readonly publicUrl: string;
  readonly clock: Clock;
};

/** Documents that are signed before others of this process have their turn. */
const signedAtOnce = 50;

/**
 * Names, signs and wraps for the process that reads strangers' files, as far as an import that is under way allows: for
 * its authority, of its type, while the API key that sent it is good, and no more documents than a file may have.
 */
export class ImportDesk {
  readonly #options: ImportDeskOptions;
  readonly #signed = new BoundedCache<string, number>(limits.mandatesKnown);

  constructor(options: ImportDeskOptions) {
    this.#options = options;
  }

  /** Each throws `DeskRefused`, and what `DocumentSigner.open` throws. */
  get handlers(): CallHandlers<typeof deskCalls> {
    const { mandates, keys, digests } = this.#options;
    return {
      key: async ({ import: id }) => {
        const { kid } = await this.#open(await mandates.of(id));
        return { kid };
      },
      name: async ({ import: id, records }) => {
        await mandates.of(id);
        return { digests: records.map((words) => toDigestTexts(digests.ofWords(words))) };
      },
      sign: async ({ import: id, kid, inputs }) => ({
        signatures: await this.#sign(await mandates.of(id), kid, inputs),
      }),
      wrap: async ({ import: id, keys: asked }) => {
        const { authority } = await mandates.of(id);
        const wrapped = await keys.wrap(authority, asked.map(toBytes));
        return { wrapped: wrapped.map(toText) };
      },
    };
  }

  #open({ authority }: Mandate) {
    const { signer, clock } = this.#options;
    return signer.open(authority, toSeconds(clock.nowMs()));
  }

  async #sign(mandate: Mandate, kid: string, inputs: readonly string[]): Promise<string[]> {
    if (mandate.dryRun) throw new DeskRefused("desk.no_mandate", "A dry run issues nothing.");
    const signing = await this.#open(mandate);
    if (signing.kid !== kid)
      throw new DeskRefused("desk.other_key", "Another key is the authority's now: ask again.");
    this.#count(mandate.id, inputs.length);
    const isOfImport = await this.#toCheck(mandate, kid);
    const signatures: string[] = [];
    for (let start = 0; start < inputs.length; start += signedAtOnce) {
      const piece = inputs.slice(start, start + signedAtOnce);
      if (!piece.every(isOfImport))
        throw new DeskRefused("desk.other_document", "The document is not of the import.");
      for (const signature of await signing.sign(piece))
        signatures.push(Buffer.from(signature).toString("base64"));
      await turn();
    }
    return signatures;
  }

  /** A segment that was rolled back is signed again, so it is more than a file has rows. */
  #count(id: string, documents: number): void {
    const signed = (this.#signed.get(id) ?? 0) + documents;
    if (signed > limits.importSignatures)
      throw new DeskRefused("desk.too_many", "More documents than a file may have.");
    this.#signed.set(id, signed);
  }

  /** Whether a document says that it is the authority's, of the import's type, and has a place in the authority's lists. */
  async #toCheck(
    { authority, typeName }: Mandate,
    kid: string,
  ): Promise<(input: string) => boolean> {
    const { registry, types, publicUrl } = this.#options;
    const { iss, slug } = await registry.byId(authority);
    const known = new Set(types.versions(typeName).map(({ vct }) => vct));
    const prefix = `${toHeaderText(headerOfKey(kid))}.`;
    return (input) => {
      const payload = input.startsWith(prefix) ? readPayload(input.slice(prefix.length)) : null;
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

type Payload = {
  readonly iss?: unknown;
  readonly vct?: unknown;
  readonly status?: { readonly status_list?: { readonly uri?: unknown } | null } | null;
};

function readPayload(text: string): Payload | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return typeof payload === "object" ? (payload as Payload | null) : null;
  } catch {
    return null;
  }
}

const toBytes = (text: string): Buffer => Buffer.from(text, "base64");
const toText = (bytes: Buffer): string => bytes.toString("base64");

const toNameTexts = ({ generation, naturalKey, claimsDigest, nameKey }: RecordName) => ({
  generation,
  naturalKey: toText(naturalKey),
  claimsDigest: toText(claimsDigest),
  nameKey: nameKey && toText(nameKey),
});

const toDigestTexts = (digest: ReturnType<RecordDigests["ofWords"]>) => ({
  ...toNameTexts(digest),
  personKey: digest.personKey && toText(digest.personKey),
  personGeneration: digest.personGeneration,
  others: digest.others.map(toNameTexts),
});
