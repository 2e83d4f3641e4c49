import type { Hex } from "@sello/sdk";
import { SelloError } from "@sello/sdk";
import type { RegistrySnapshot } from "../registry/Registry.ts";
import type { RegistryPlace } from "../registry/trust/TrustOffices.ts";
import type { DocumentType } from "../registry/types/DocumentType.ts";
import { isApproved } from "../registry/types/published/approvals.ts";
import type { PublishedType } from "../registry/types/published/PublishedType.ts";
import type { SigningContracts } from "../registry/types/published/SigningContracts.ts";
import { type TypeOfFile, toTypeOfFile } from "../registry/types/readTypeFiles.ts";
import type { FileAcceptedTypes } from "./FileAcceptedTypes.ts";

export type AcceptedTypesOptions = {
  readonly files: FileAcceptedTypes;
  /** Accounts on the chain of this registry, by the office's own node; null: the office knows no such node. */
  readonly contracts: (place: RegistryPlace) => SigningContracts | null;
};

/** Which of the types that the service calls published an office takes for that. */
export class AcceptedTypes {
  readonly #options: AcceptedTypesOptions;

  constructor(options: AcceptedTypesOptions) {
    this.#options = options;
  }

  /** SHA-256 of the files of all that were accepted. */
  get contents(): readonly Hex[] {
    return [...this.#options.files.all().keys()];
  }

  /**
   * Accepts those that officers have approved who may do so by the office's own registry. The others are left out: the
   * list is then another one than the service's.
   * @param registries of the head that is to be signed
   * @throws `Unavailable` where the office's node does not answer about an account that is a contract
   */
  async accept(
    offered: readonly PublishedType[],
    snapshot: RegistrySnapshot,
    registries: readonly RegistryPlace[],
    publicUrl: string,
  ): Promise<void> {
    const { files, contracts } = this.#options;
    for (const published of offered) {
      const read = toRead(published.file, publicUrl);
      if (read === null || this.#isOfOther(published, read)) continue;
      const contractsOf = (place: RegistryPlace) =>
        registries.some(
          ({ chainId, registry }) => chainId === place.chainId && registry === place.registry,
        )
          ? contracts(place)
          : null;
      if (await isApproved(published, read.file, read.type.id, snapshot, contractsOf))
        files.accept(published);
    }
  }

  /** A name belongs to the authority whose type had it first, and a version is there once. */
  #isOfOther({ authority }: PublishedType, { file: { name, version } }: TypeOfFile): boolean {
    return [...this.#options.files.all().values()].some((accepted) => {
      const other = toNames(accepted.file);
      if (other.name !== name) return false;
      return accepted.authority !== authority || other.version === version;
    });
  }

  /** Those that the head is said to have, as far as they were accepted, beside the office's own. */
  beside(
    own: readonly DocumentType[],
    listed: readonly Hex[],
    publicUrl: string,
  ): readonly DocumentType[] {
    const known = new Set(own.map(({ id }) => id));
    const names = new Set(own.map(({ name }) => name));
    const texts = this.#options.files.all();
    const added: DocumentType[] = [];
    for (const content of new Set(listed)) {
      const read = toRead(texts.get(content)?.file ?? "", publicUrl);
      // No officer takes the name of a type of ours, and none changes a type of theirs.
      if (read === null || known.has(read.type.id) || names.has(read.type.name)) continue;
      known.add(read.type.id);
      added.push(read.type);
    }
    return [...own, ...added];
  }
}

const toNames = (text: string): { readonly name?: unknown; readonly version?: unknown } =>
  Object(JSON.parse(text));

/** Null for what is no type's file. */
function toRead(text: string, publicUrl: string): TypeOfFile | null {
  try {
    const { name, version } = toNames(text);
    return toTypeOfFile(`${name}-${version}.json`, text, { publicUrl });
  } catch (error) {
    if (error instanceof SelloError || error instanceof SyntaxError) return null;
    throw error;
  }
}
