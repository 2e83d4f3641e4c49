import { fromBase64url, toHex } from "@sello/sdk";
import { genesis } from "../../dev/chain/AnvilProcess.ts";
import { PgCheckpointStore } from "../anchoring/PgCheckpointStore.ts";
import { isDeployed, writeSuccessor } from "../ledger/deployment/deployContracts.ts";
import { PgDeployments } from "../ledger/deployment/PgDeployments.ts";
import { sealPurpose } from "../ledger/evm/gasLimits.ts";
import type { Journal } from "../ledger/Journal.ts";
import { PgJournal } from "../ledger/journal/PgJournal.ts";
import { registerSenders } from "../ledger/journal/registerSenders.ts";
import { systemClock, toSeconds } from "../platform/Clock.ts";
import { openNoteKey } from "../signing/openNoteKey.ts";
import type { PublicKey } from "../signing/Signer.ts";
import { PgTerms } from "../signing/terms/PgTerms.ts";
import { toKid, toThumbprint } from "../signing/toKid.ts";
import { GoverningActs } from "../turnover/GoverningActs.ts";
import type { MigrationNetwork, MigrationSide } from "../turnover/migration/MigrationNetwork.ts";
import type { KeyPoints } from "../turnover/migration/takeOverRecords.ts";
import type { Base } from "./Base.ts";
import { composeChanges } from "./composeServices.ts";
import type { ServicesContext } from "./ServicesContext.ts";
import type { DeploymentParts, NetworkParts } from "./startLedger.ts";

type MigrationContext = Omit<ServicesContext, "migration">;

/** The deployments as the steps of a migration work with them. */
export function composeMigration(
  base: Base,
  context: MigrationContext,
  { open, preparing }: NetworkParts,
): MigrationNetwork {
  const { database, chains } = base;
  return {
    open: toSide(context, open, sealing(open.journal)),
    preparing: preparing && toSide(context, preparing, preparing.journal),
    prepare: (chainId) => prepare(base, open, chainId),
    isDeployed: (successor) => isDeployed(database, successor),
    canReach: async (chainId) => chainId === open.chain.chainId || chains.answers(chainId),
    keepAddress: (chainId, url) => chains.addresses.keep(chainId, [url]),
    keyPoints: () => readKeyPoints(base),
  };
}

/** Acts that end a deployment are let through when nothing else is. */
const sealing = (journal: Journal): Journal => ({
  enqueue: (tx, request) =>
    journal.enqueue(tx, {
      ...request,
      purpose: request.purpose.startsWith(sealPurpose) ? request.purpose : sealPurpose,
    }),
});

function toSide(
  context: MigrationContext,
  parts: DeploymentParts,
  journal: Journal,
): MigrationSide {
  const { database, clock, desk, witnesses } = context;
  const isClosing = async () => false;
  const changes = composeChanges(
    { database, clock, ledgerParts: { ...parts, journal } },
    isClosing,
  );
  return {
    deployment: parts.deployment,
    journal,
    acts: new GoverningActs({ desk: desk(changes), changes }),
    checkpoints: new PgCheckpointStore(database, parts.deployment.id),
    quorums: witnesses.quorums,
  };
}

/** Two processes may come here at once: one writes, and the other finds what is written. */
async function prepare(base: Base, open: DeploymentParts, chainId: number): Promise<void> {
  const { database, chains, keys, city, names } = base;
  const { accounts } = open;
  const network = await new PgDeployments(database).settleChain(database, {
    chainId,
    embedded: false,
    hardfork: "",
  });
  const { chain } = await chains.open(network);
  await registerSenders(database, chain, accounts, network.number);
  const id = open.deployment.id + 1;
  const origin = `${names.logOrigin}/${id}`;
  const sealed = `log/${id}`;
  const { vkey: key } = await openNoteKey(keys, origin, sealed);
  const terms = new PgTerms(database);
  const from = toSeconds(systemClock.nowMs());
  await terms.transaction((tx) =>
    terms.addKeys(tx, [{ role: "log", key, name: origin, sealed, from }]),
  );
  const place = { id, chain: network.number };
  await writeSuccessor({
    database,
    chain,
    city: await city(),
    origin,
    hardfork: network.embedded ? genesis.hardfork : null,
    journal: new PgJournal({ chainId, place, accounts, contracts: null }),
  });
}

/** Of the keys that are sealed here, by RFC 7638 thumbprint. */
async function readKeyPoints({ database }: Base): Promise<KeyPoints> {
  const { rows } = await database.query<{ jwk: PublicKey["jwk"] }>(
    "select public -> 'jwk' as jwk from sealed_keys where kind = 'es256'",
  );
  const points = new Map(rows.map(({ jwk }) => [toThumbprint(toKid(jwk)), toPoint(jwk)]));
  return (thumbprint) => points.get(thumbprint) ?? null;
}

const toPoint = ({ x, y }: PublicKey["jwk"]) => ({
  x: toHex(fromBase64url(x)),
  y: toHex(fromBase64url(y)),
});
