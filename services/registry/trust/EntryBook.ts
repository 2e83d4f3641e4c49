import { setImmediate as breathe } from "node:timers/promises";
import type {
  AuthorityId,
  DocumentTypeId,
  EcPublicJwk,
  Authority as TrustedAuthority,
  DocumentType as TrustedDocumentType,
} from "@sello/sdk";
import {
  EntryIndex,
  type EntryText,
  type Fault,
  formatAuthority,
  formatDocumentType,
  lineage,
  type RegisteredKey,
} from "@sello/sdk/trust";
import { limits } from "../../platform/limits.ts";
import type { Authority, RegistrySnapshot } from "../Registry.ts";
import type { DocumentType } from "../types/DocumentType.ts";
import { toListed } from "./toListed.ts";
import { type HeldKeys, toTrustedAuthority } from "./toTrustedAuthority.ts";
import { toTrustedDocumentType } from "./toTrustedDocumentType.ts";

/** All entries of one version, with their trees. */
export type Entries = {
  readonly authorities: EntryIndex<AuthorityId>;
  readonly documentTypes: EntryIndex<DocumentTypeId>;
};

/** What the entries say. */
export type EntryValues = {
  readonly authorities: ReadonlyMap<AuthorityId, TrustedAuthority>;
  readonly documentTypes: ReadonlyMap<DocumentTypeId, TrustedDocumentType>;
};

export type BuiltEntries = {
  readonly entries: Entries;
  readonly values: EntryValues;
  /** Keys in them of which the registry has the thumbprint alone. */
  readonly heldKeys: readonly EcPublicJwk[];
  /** What of the registry is not among them. */
  readonly leftOut: readonly Fault[];
};

/** Where public keys are found, for many authorities at once. */
export type EntryKeys = { find(authorities: readonly Authority[]): Promise<HeldKeys> };

type Written = {
  readonly source: Authority;
  readonly keys: number;
  readonly value: TrustedAuthority;
  /** The same object as long as it is the same text. Null: no reader takes it, whatever the reason. */
  readonly entry: EntryText<AuthorityId> | null;
};

/** The registry and the document types as entries. What has not changed since the last time is not written again. */
export class EntryBook {
  readonly #keys: EntryKeys;
  #written: ReadonlyMap<AuthorityId, Written> = new Map();

  constructor(keys: EntryKeys) {
    this.#keys = keys;
  }

  /** The same registry and types give the same entries, byte for byte, in whatever order they were read. */
  async build(snapshot: RegistrySnapshot, types: readonly DocumentType[]): Promise<BuiltEntries> {
    const listed = toListed(snapshot);
    const held = await this.#keys.find(listed.authorities);
    const written = await this.#write(listed.authorities, held);
    const isWritten = ({ id }: Authority) => written.get(id)?.entry != null;
    const sound = listed.authorities.filter((each) => lineage(snapshot, each).every(isWritten));
    const unread = listed.authorities.filter((each) => !isWritten(each));
    return {
      ...toEntries(
        sound.map(({ id }) => written.get(id) as Written),
        types,
      ),
      heldKeys: listed.authorities.flatMap(({ keys }) => keys.flatMap((key) => toHeld(key, held))),
      leftOut: [...listed.leftOut, ...unread.map(toFault)],
    };
  }

  async #write(authorities: readonly Authority[], held: HeldKeys) {
    const written = new Map<AuthorityId, Written>();
    let fresh = 0;
    for (const source of authorities) {
      const keys = source.keys.filter(({ thumbprint }) => held.has(thumbprint)).length;
      const before = this.#written.get(source.id);
      const isSame = before?.source === source && before.keys === keys;
      written.set(source.id, isSame ? before : write(source, keys, held));
      // Requests are served meanwhile.
      if (isSame) continue;
      fresh += 1;
      if (fresh % limits.trustEntriesAtOnce === 0) await breathe();
    }
    this.#written = written;
    return written;
  }
}

function write(source: Authority, keys: number, held: HeldKeys): Written {
  const value = toTrustedAuthority(source, held);
  try {
    return { source, keys, value, entry: { id: value.id, text: formatAuthority(value) } };
  } catch {
    return { source, keys, value, entry: null };
  }
}

const toFault = ({ id, iss }: Authority): Fault => ({
  code: "authority.entry",
  authority: id,
  what: iss,
});

function toHeld({ jwk, thumbprint }: RegisteredKey, held: HeldKeys): EcPublicJwk[] {
  const found = jwk === null ? held.get(thumbprint)?.jwk : undefined;
  return found === undefined ? [] : [found];
}

function toEntries(
  written: readonly Written[],
  documentTypes: readonly DocumentType[],
): Pick<BuiltEntries, "entries" | "values"> {
  const types = documentTypes.map(toTrustedDocumentType);
  return {
    entries: {
      authorities: new EntryIndex(
        written.map(({ entry }) => entry).filter((entry) => entry !== null),
      ),
      documentTypes: new EntryIndex(
        types.map((type) => ({ id: type.id, text: formatDocumentType(type) })),
      ),
    },
    values: {
      authorities: new Map(written.map(({ value }) => [value.id, value])),
      documentTypes: new Map(types.map((type) => [type.id, type])),
    },
  };
}
