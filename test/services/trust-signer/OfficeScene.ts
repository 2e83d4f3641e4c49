import { generateKeyPairSync, sign as signBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hex, TrustHead } from "@sello/sdk";
import { formatVerifierKey, type NoteSigner, signatureTypes, toVerifierKey } from "@sello/sdk/log";
import { formatTrustHead, listedValidators } from "@sello/sdk/trust";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { limits } from "../../../services/platform/limits.ts";
import { projectRegistry } from "../../../services/registry/projectRegistry.ts";
import { EntryBook } from "../../../services/registry/trust/EntryBook.ts";
import type { RegistryPlace } from "../../../services/registry/trust/TrustOffices.ts";
import { readTypeFiles } from "../../../services/registry/types/readTypeFiles.ts";
import { AcceptedTypes } from "../../../services/trust-signer/AcceptedTypes.ts";
import { FileAcceptedTypes } from "../../../services/trust-signer/FileAcceptedTypes.ts";
import { FileRegistryHistory } from "../../../services/trust-signer/FileRegistryHistory.ts";
import { FileSignedHead } from "../../../services/trust-signer/FileSignedHead.ts";
import { OfficeKeys } from "../../../services/trust-signer/OfficeKeys.ts";
import { OwnRegistries } from "../../../services/trust-signer/OwnRegistries.ts";
import type { SignRequest } from "../../../services/trust-signer/SignRequest.ts";
import { TrustSigner } from "../../../services/trust-signer/TrustSigner.ts";
import { FakeRegistry, publicUrl, registered } from "./FakeRegistry.ts";

export const now = 1_800_000_000;
export const network = "sello.example/log";
const always = { from: 0, until: null };
export const types = readTypeFiles({ publicUrl })
  .map(({ type }) => type)
  .slice(0, 2);

export const placeOf = (digit: string): RegistryPlace => ({
  chainId: 31_337,
  registry: `0x${digit.repeat(40)}`,
});

/** No account of these tests is a contract. */
const noContracts = { isDeployed: async () => false, isSigned: async () => false };

/** A key of somebody. @param type 1 signs notes, 4 cosigns */
export function noteKey(name: string, type: 1 | 4 = 1): NoteSigner & { readonly vkey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x } = publicKey.export({ format: "jwk" });
  const kind = type === 1 ? signatureTypes.ed25519 : signatureTypes.cosignatureV1;
  const key = toVerifierKey(name, kind, Buffer.from(x ?? "", "base64url"));
  const sign = (bytes: Uint8Array) => signBytes(null, bytes, privateKey);
  return { key, vkey: formatVerifierKey(key), sign };
}

const toTerm = (key: string) => ({ key, ...always, end: null, distrustedFrom: null });

/** One office, `audit`, with its folder, and the network that it signs for. Dispose it. */
export class OfficeScene {
  readonly directory = mkdtempSync(join(tmpdir(), "sello-office-"));
  readonly registry = new FakeRegistry();
  /** Of a second deployment. */
  readonly successor = new FakeRegistry();
  readonly keys = new OfficeKeys(this.directory, () => "a secret of the tests, long enough");
  readonly others = { city: noteKey("sello.example/city"), archive: noteKey("sello.example/arc") };
  readonly log = noteKey(network);
  readonly witness = noteKey("sello.example/w", 4);
  now = now;
  audit = "";

  static async open(): Promise<OfficeScene> {
    const scene = new OfficeScene();
    scene.audit = (await scene.keys.follow(null, "sello.example/audit")).vkey;
    scene.registry.mine(now - 5_000);
    scene.registry.mine(now - 4_000, registered("city", null), registered("desk", "city"));
    return scene;
  }

  dispose(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** The office as it is after a start. */
  start(): TrustSigner {
    const views = new Map<Hex, FakeRegistry>([
      [placeOf("a").registry, this.registry],
      [placeOf("d").registry, this.successor],
    ]);
    return new TrustSigner({
      name: "audit",
      keys: this.keys,
      signed: new FileSignedHead(this.directory),
      registries: new OwnRegistries({
        open: ({ registry }) => {
          const view = views.get(registry) as FakeRegistry;
          return new FileRegistryHistory(join(this.directory, registry), view, null);
        },
        isPinned: ({ registry }) => registry === placeOf("a").registry,
      }),
      types: () => types,
      accepted: new AcceptedTypes({
        files: new FileAcceptedTypes(this.directory),
        contracts: () => noContracts,
      }),
      clock: { nowMs: () => this.now * 1000 },
      logger: silentLogger,
    });
  }

  /** What the service would say now. */
  async head(change: Partial<TrustHead> = {}): Promise<TrustHead> {
    const empty = { authorities: new Map(), grantedPrefixes: [], validators: [] };
    const snapshot = projectRegistry(empty, this.registry.events, publicUrl);
    const book = new EntryBook({ find: async () => new Map() });
    const { entries } = await book.build(snapshot, types);
    const issuedAt = this.now;
    return {
      version: 1,
      issuedAt,
      validUntil: issuedAt + limits.trustListLifetimeSeconds,
      network,
      publicUrl,
      deployments: [this.deployment("a", network, [toTerm(this.log.vkey)])],
      witnesses: [{ name: "Witness", keys: [toTerm(this.witness.vkey)] }],
      quorums: [{ needed: 1, ...always, end: null }],
      validators: listedValidators(snapshot.validators),
      signers: this.signers(),
      signerQuorum: 2,
      signersSince: 1,
      authorities: entries.authorities.tree,
      documentTypes: entries.documentTypes.tree,
      ...change,
    };
  }

  signers(keys: Readonly<Record<string, string>> = {}): TrustHead["signers"] {
    const { city, archive } = this.others;
    const named = { city: city.vkey, audit: this.audit, archive: archive.vkey, ...keys };
    return Object.entries(named).map(([name, key]) => ({ name, key, ...always }));
  }

  deployment(
    digit: string,
    origin: string,
    keys: TrustHead["deployments"][number]["keys"],
  ): TrustHead["deployments"][number] {
    const { chainId, registry } = placeOf(digit);
    const log: Hex = `0x${"b".repeat(40)}`;
    const statusLists: Hex = `0x${"c".repeat(40)}`;
    const open = { from: 0, until: null, size: null, root: null };
    return { chainId, registry, log, statusLists, origin, keys, ...open };
  }

  async request(
    change: Partial<TrustHead> = {},
    more: Partial<SignRequest> = {},
  ): Promise<SignRequest> {
    return {
      text: formatTrustHead(await this.head(change)),
      registries: [{ ...placeOf("a"), block: BigInt(this.registry.blocks.length - 1) }],
      keys: [],
      signers: this.keys.names,
      introductions: [],
      types: [],
      offered: [],
      ...more,
    };
  }
}
