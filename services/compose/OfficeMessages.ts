import type { TrustSignerMessage } from "@sello/api/startup";
import type { RegistryPlace } from "../registry/trust/TrustOffices.ts";
import type { EventsRead } from "../trust-signer/RegistryView.ts";

/** A node of a chain. */
export type OfficeNode = { readonly chainId: number; readonly url: string };

/** All that an office is told when it starts. No key is among it. */
export type OfficeSettings = {
  /** As heads name it. */
  readonly name: string;
  /** Its keys and what it remembers; its own alone. */
  readonly directory: string;
  /** File of the secret that seals its keys, made if missing. */
  readonly keyFile: string;
  /** Name of its first key in notes. */
  readonly keyName: string;
  /** Its keys were held by its starter, who hands them over: it makes no first one. */
  readonly takesKeys: boolean;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** The office's own. */
  readonly nodes: readonly OfficeNode[];
  /** Registries that its operator answers for. */
  readonly registries: readonly RegistryPlace[];
  /** Of further document types. */
  readonly typesDirectory: string | null;
  /** A list to go on from, for an office that has signed none. */
  readonly trustList: string | null;
  readonly logLevel: string;
};

/** From the process that started an office, over Node's channel (structured clone). */
export type OfficeOrder =
  | { readonly kind: "begin"; readonly settings: OfficeSettings }
  /** What there is more of. */
  | ({ readonly kind: "change" } & Partial<Pick<OfficeSettings, "nodes" | "registries">>)
  /** A key that was the starter's until now. @see handOverTrustKeys */
  | {
      readonly kind: "take";
      readonly ask: number;
      readonly name: string;
      readonly pkcs8: Uint8Array;
    }
  /** The answer to `forgotten`. */
  | { readonly kind: "remembered"; readonly ask: number; readonly read: EventsRead | null };

/** What an office answers. */
export type OfficeMessage =
  | TrustSignerMessage
  /** The key is on its disk. */
  | { readonly kind: "taken"; readonly ask: number; readonly key: string }
  /** Of an embedded chain, whose node forgets: what did the registry say from this block on? */
  | {
      readonly kind: "forgotten";
      readonly ask: number;
      readonly place: RegistryPlace;
      readonly from: bigint;
    };
