import { readFileSync } from "node:fs";
import { z } from "zod";
import { PgDeployments } from "../ledger/deployment/PgDeployments.ts";
import { describeFault } from "../platform/describeFault.ts";
import { ConfigError, StartError, Unavailable } from "../platform/errors.ts";
import { PgRegistryEvents } from "../registry/PgRegistryEvents.ts";
import { PgTrustListStore } from "../registry/trust/PgTrustListStore.ts";
import { openTrustSigners, trustSignerQuorum } from "../signing/openTrustSigners.ts";
import { PgSealedKeyStore } from "../signing/PgSealedKeyStore.ts";
import { PgTerms } from "../signing/terms/PgTerms.ts";
import { HttpTrustSigner } from "../trust-signer/HttpTrustSigner.ts";
import type { Base } from "./Base.ts";
import { handOverTrustKeys } from "./handOverTrustKeys.ts";
import type { Remember } from "./OfficeProcess.ts";
import { OwnTrustSigners, wantsOwnOffices } from "./OwnTrustSigners.ts";
import type { FirstSigner } from "./settleTerms.ts";
import type { NetworkParts } from "./startLedger.ts";

/** Who signs trust lists, and where they are asked. */
export type TrustSignerParts = {
  readonly asked: readonly HttpTrustSigner[];
  /** Those that we run ourselves; null where others do, or where the service holds the keys. */
  readonly own: OwnTrustSigners | null;
  /** Whose keys the first list names. */
  readonly first: () => Promise<readonly FirstSigner[]>;
  /** To be called once the terms are settled. */
  readonly settle: () => Promise<void>;
};

const officesFile = z
  .array(z.strictObject({ name: z.string(), key: z.string(), url: z.url(), token: z.string() }))
  .min(trustSignerQuorum)
  .max(16);

/** The offices that the settings name, our own three, or none: then the service holds the keys itself. */
export async function openTrustOffices(
  base: Base,
  network: NetworkParts,
): Promise<TrustSignerParts> {
  const { config, logger } = base;
  if (wantsOwnOffices(config)) return openOwn(base, network);
  const settle = async () => {};
  if (config.trustSignersFile === null) {
    logger.warn(
      {},
      "the service holds the keys of all who sign trust lists (SELLO_TRUST_SIGNERS_FILE)",
    );
    const first = () => sealedSigners(base, network);
    return { asked: [], own: null, first, settle };
  }
  const named = readOffices(config.trustSignersFile);
  const asked = named.map(
    ({ name, ...place }) => new HttpTrustSigner({ name, place: async () => place }),
  );
  const first = async () => named.map(({ name, key }) => ({ name, key, sealed: null }));
  return { asked, own: null, first, settle };
}

async function openOwn(base: Base, network: NetworkParts): Promise<TrustSignerParts> {
  const { config, database, keyFile, logger, endings } = base;
  const store = new PgTerms(database);
  const { signers } = await store.read();
  // Data of an edition before this one: the keys that it made are the network's.
  const isHeld =
    signers.some(({ sealed }) => sealed !== null) ||
    (signers.length === 0 && (await new PgSealedKeyStore(database).find("trust-list")) !== null);
  const newest = await new PgTrustListStore(database).newest();
  const common = {
    origin: network.open.deployment.origin,
    nodes: network.nodes,
    registries: (await new PgDeployments(database).all()).map(({ chainId, contracts }) => ({
      chainId,
      registry: contracts.AuthorityRegistry.toLowerCase() as `0x${string}`,
    })),
    trustList: newest?.note ?? null,
    takesKeys: isHeld,
  };
  const own = new OwnTrustSigners(config, common, rememberer(base), logger);
  endings.add(() => own.stop());
  return {
    asked: own.processes.map(
      (each) => new HttpTrustSigner({ name: each.name, place: () => each.ready() }),
    ),
    own,
    first: () => (isHeld ? sealedSigners(base, network) : keysOf(own)),
    async settle() {
      try {
        await handOverTrustKeys({ database, keyFile, store, logger }, own);
      } catch (error) {
        // The service signs with the keys that it has still; the next start tries again.
        logger.error({ fault: describeFault(error) }, "an office did not take its key");
      }
    },
  };
}

/** Throws `StartError` when one does not start: it takes all of them to begin. */
async function keysOf({ processes }: OwnTrustSigners): Promise<readonly FirstSigner[]> {
  try {
    const all = await Promise.all(processes.map((each) => each.ready()));
    return processes.map(({ name }, i) => ({ name, key: all[i]?.keys.at(-1) ?? "", sealed: null }));
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    const words = "An office that signs trust lists did not start; the log says why.";
    throw new StartError("trust_signers.not_started", words, {}, error);
  }
}

const sealedSigners = async ({ keys }: Base, { open }: NetworkParts) =>
  (await openTrustSigners(keys, open.deployment.origin)).map(({ name, signer, sealed }) => ({
    name,
    key: signer.vkey,
    sealed,
  }));

/** The node of the embedded chain knows nothing of before its snapshot; the database does. */
const rememberer =
  ({ database, chains }: Base): Remember =>
  async ({ chainId, registry }, from) => {
    const deployment = (await new PgDeployments(database).all()).find(
      ({ contracts, ...each }) =>
        each.chainId === chainId && contracts.AuthorityRegistry.toLowerCase() === registry,
    );
    const through = deployment && (await chains.forgottenThrough(deployment.chain));
    if (deployment === undefined || through === null || through === undefined) return null;
    const events = new PgRegistryEvents(database);
    return { through, events: await events.between(deployment.id, from, through.number) };
  };

function readOffices(path: string): z.output<typeof officesFile> {
  const parsed = officesFile.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success)
    throw new ConfigError(`SELLO_TRUST_SIGNERS_FILE: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
