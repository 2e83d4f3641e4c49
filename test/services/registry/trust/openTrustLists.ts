import { generateKeyPairSync } from "node:crypto";
import type { AuthorityId, Hex } from "@sello/sdk";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import type { RegistryService } from "../../../../services/registry/RegistryService.ts";
import { PgTrustListStore } from "../../../../services/registry/trust/PgTrustListStore.ts";
import {
  TrustLists,
  type TrustListsOptions,
} from "../../../../services/registry/trust/TrustLists.ts";
import { FileDocumentTypes } from "../../../../services/registry/types/FileDocumentTypes.ts";
import { PgSealedKeyStore } from "../../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../../services/signing/SealedKeys.ts";
import { toKid, toThumbprint } from "../../../../services/signing/toKid.ts";
import { toNoteSigner } from "../../../../services/signing/toNoteSigner.ts";

export const publicUrl = "http://localhost:8420";
const cost = { log2N: 4, r: 8, p: 1 };

/** Signing keys of authorities, as far as others see them. */
export const publicKeys = Array.from({ length: 5 }, () => {
  const { x = "", y = "" } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({
    format: "jwk",
  });
  const jwk = { kty: "EC", crv: "P-256", x, y } as const;
  const kid = toKid(jwk);
  return { kid, jwk, thumbprint: toThumbprint(kid) as Hex };
});

/** Trust lists of a city with one witness and three signers. */
export async function openTrustLists(
  given: Pick<TrustListsOptions, "registry"> & {
    readonly database: Database;
    readonly documentTypes?: FileDocumentTypes;
  } & Partial<TrustListsOptions>,
) {
  const { database, ...more } = given;
  const store = new PgSealedKeyStore(database);
  const keys = await SealedKeys.open({ store, secret: "a secret of the tests, long enough", cost });
  const signerOf = async (name: string) => ({
    name,
    signer: toNoteSigner(
      `sello.example/${name}`,
      await keys.createOrLoad(`trust/${name}`, "ed25519"),
      1,
    ),
  });
  const clock = { now: Date.UTC(2027, 0, 20), nowMs: () => clock.now };
  const log = toNoteSigner("sello.example/log", await keys.createOrLoad("log", "ed25519"), 1);
  const witness = toNoteSigner("sello.example/w", await keys.createOrLoad("w", "ed25519"), 4);
  const address = (digit: string) => `0x${digit.repeat(40)}` as const;
  const options: TrustListsOptions = {
    documentTypes: new FileDocumentTypes({ publicUrl }),
    signer: {
      current: () => Promise.reject(new Error("not here")),
      published: async (_id: AuthorityId) => publicKeys.map(({ kid, jwk }) => ({ kid, jwk })),
    },
    store: new PgTrustListStore(database),
    publicUrl,
    chain: {
      chainId: 755_755,
      contracts: {
        AuthorityRegistry: address("A"),
        DocumentLog: address("b"),
        StatusLists: address("c"),
      },
    },
    log: { origin: "sello.example/log", key: log.vkey },
    witnesses: [{ name: "Witness", key: witness.vkey }],
    quorum: 1,
    signerQuorum: 2,
    signers: [await signerOf("one"), await signerOf("two"), await signerOf("three")],
    clock,
    logger: silentLogger,
    ...more,
  };
  return { keys, clock, options, signerOf, lists: new TrustLists(options) };
}

export type RegistryReader = Pick<RegistryService, "current">;
