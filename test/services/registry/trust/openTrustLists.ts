import { generateKeyPairSync } from "node:crypto";
import type { Hex } from "@sello/sdk";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import type { EntryKeys } from "../../../../services/registry/trust/EntryBook.ts";
import type { HeadFrame } from "../../../../services/registry/trust/HeadFrame.ts";
import { PgTrustListStore } from "../../../../services/registry/trust/PgTrustListStore.ts";
import {
  TrustLists,
  type TrustListsOptions,
} from "../../../../services/registry/trust/TrustLists.ts";
import { FileDocumentTypes } from "../../../../services/registry/types/FileDocumentTypes.ts";
import { PgSealedKeyStore } from "../../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../../services/signing/SealedKeys.ts";
import type { PublicKey } from "../../../../services/signing/Signer.ts";
import { toKid, toThumbprint } from "../../../../services/signing/toKid.ts";
import { type SealedNoteSigner, toNoteSigner } from "../../../../services/signing/toNoteSigner.ts";
import { localOffices } from "../../../support/localOffices.ts";

export const publicUrl = "http://localhost:8420";
const cost = { log2N: 4, r: 8, p: 1 };
const always = { from: 0, until: null };
const address = (digit: string) => `0x${digit.repeat(40)}` as const;

/** Signing keys of authorities, as far as others see them. */
export const publicKeys = Array.from({ length: 5 }, () => {
  const { x = "", y = "" } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({
    format: "jwk",
  });
  const jwk = { kty: "EC", crv: "P-256", x, y } as const;
  const kid = toKid(jwk);
  return { kid, jwk, thumbprint: toThumbprint(kid) as Hex };
});

const held: EntryKeys = {
  find: async () => new Map<string, PublicKey>(publicKeys.map((key) => [key.thumbprint, key])),
};

/** What a test turns over: whatever is put here is what the next list says. */
export class Network {
  head: HeadFrame;
  revision = 0;

  constructor(head: HeadFrame) {
    this.head = head;
  }

  change(change: Partial<HeadFrame>): void {
    this.head = { ...this.head, ...change };
    this.revision += 1;
  }
}

type Given = Pick<TrustListsOptions, "registry"> &
  Partial<TrustListsOptions> & { readonly database: Database };

/** Trust lists of a city with one witness and three signers. */
export async function openTrustLists({ database, ...more }: Given) {
  const store = new PgSealedKeyStore(database);
  const keys = await SealedKeys.open({ store, secret: "a secret of the tests, long enough", cost });
  const noteSigner = async (name: string, type: 1 | 4 = 1) =>
    toNoteSigner(`sello.example/${name}`, await keys.createOrLoad(`note/${name}`, "ed25519"), type);
  const signerOf = async (name: string) => ({ name, signer: await noteSigner(name) });
  const clock = { now: Date.UTC(2027, 0, 20), nowMs: () => clock.now };
  const named = await Promise.all(["one", "two", "three"].map(signerOf));
  const network = new Network({
    network: "sello.example/log",
    publicUrl,
    deployments: [
      {
        chainId: 755_755,
        registry: address("a"),
        log: address("b"),
        statusLists: address("c"),
        origin: "sello.example/log",
        keys: [toTerm((await noteSigner("log")).vkey)],
        ...always,
        size: null,
        root: null,
      },
    ],
    witnesses: [{ name: "Witness", keys: [toTerm((await noteSigner("w", 4)).vkey)] }],
    quorums: [{ needed: 1, ...always, end: null }],
    signers: named.map(toSignerTerm),
    signerQuorum: 2,
  });
  const all = [...named];
  const options: TrustListsOptions = {
    documentTypes: new FileDocumentTypes({ publicUrl }),
    keys: held,
    store: new PgTrustListStore(database),
    frame: () => network,
    offices: officesOf(() => all),
    clock,
    logger: silentLogger,
    ...more,
  };
  const lists = new TrustLists(options);
  return { keys, clock, options, network, signers: all, signerOf, lists };
}

/** Those offices alone. */
export const officesOf = (
  named: () => readonly { readonly signer: SealedNoteSigner }[],
): TrustListsOptions["offices"] =>
  localOffices(() => named().map(({ signer }) => ({ vkey: signer.vkey, signer })));

export type OpenTrustLists = Awaited<ReturnType<typeof openTrustLists>>;

const toTerm = (key: string) => ({ key, ...always, end: null, distrustedFrom: null });

export const toSignerTerm = ({
  name,
  signer,
}:
  | OpenTrustLists["signers"][number]
  | {
      readonly name: string;
      readonly signer: { readonly vkey: string };
    }) => ({ name, key: signer.vkey, ...always });
