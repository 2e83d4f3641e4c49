import { randomUUID } from "node:crypto";
import {
  type AuthorityId,
  type DocumentId,
  type DocumentTypeId,
  fromHex,
  toAuthorityId,
  toDocumentTypeId,
} from "@sello/sdk";
import { hashLeaf, signatureTypes, type VerifierKey } from "@sello/sdk/log";
import { AnchoringReport } from "../../../services/anchoring/AnchoringReport.ts";
import { Batcher, type BatcherOptions } from "../../../services/anchoring/Batcher.ts";
import {
  Checkpointer,
  type CheckpointerOptions,
} from "../../../services/anchoring/Checkpointer.ts";
import { DocumentProofs } from "../../../services/anchoring/DocumentProofs.ts";
import { followAppends } from "../../../services/anchoring/followAppends.ts";
import { LogProjection } from "../../../services/anchoring/LogProjection.ts";
import { LogReader } from "../../../services/anchoring/LogReader.ts";
import { PgAnchoringFigures } from "../../../services/anchoring/PgAnchoringFigures.ts";
import { PgBatchStore } from "../../../services/anchoring/PgBatchStore.ts";
import { PgCheckpointStore } from "../../../services/anchoring/PgCheckpointStore.ts";
import { PgCopyStore } from "../../../services/anchoring/PgCopyStore.ts";
import { PgLogStore } from "../../../services/anchoring/PgLogStore.ts";
import { toLogProofs } from "../../../services/anchoring/toLogProofs.ts";
import { toWitnessQuorums } from "../../../services/anchoring/WitnessQuorum.ts";
import { firstDeployment } from "../../../services/ledger/deployment/Deployment.ts";
import type { Journal } from "../../../services/ledger/Journal.ts";
import { Contradictions } from "../../../services/ledger/journal/Contradictions.ts";
import { systemClock } from "../../../services/platform/Clock.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import type { IssuingObstacle, Registry } from "../../../services/registry/Registry.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { FakeLogChain } from "./FakeLogChain.ts";

export const origin = "shenzhen.sello.example/log";
export const logSigner = makeNoteSigner(origin, signatureTypes.ed25519);

/** A registry that lets every authority issue, but for those that a test holds. */
export function fakeRegistry() {
  const held = new Map<AuthorityId, IssuingObstacle>();
  const unused = async () => {
    throw new Error("not used by anchoring");
  };
  const registry: Registry = {
    bySlug: unused,
    byId: unused,
    lineage: unused,
    all: unused,
    issuingObstacle: async (id) => held.get(id) ?? null,
  };
  return { held, registry };
}

/** For tests in which no signing key ends. */
export const idleResealer: BatcherOptions["resealer"] = { reseal: async () => [] };

/** Nobody is told of anything: tests do each round themselves. */
export const session = { listen: () => () => {} };

/** For tests in which no database forgets. */
export const trustingGuard = { requireMemory: async () => {}, raise: () => {} };

export type Stream = {
  readonly id: number;
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
};

/** All of anchoring over one database and a fake chain. */
export function anchoringOf(
  database: Database,
  options: { quorum?: number; keys?: readonly VerifierKey[] } = {},
) {
  const quorums = toWitnessQuorums(options.keys ?? [], options.quorum ?? 0);
  const log = new PgLogStore(database);
  const checkpoints = new PgCheckpointStore(database);
  const store = new PgBatchStore(database);
  const copies = new PgCopyStore(database);
  const { held, registry } = fakeRegistry();
  const chain = new FakeLogChain(database, [new LogProjection(log)]);
  followAppends(chain, store, silentLogger);
  const common = { clock: systemClock, logger: silentLogger, registry };
  const batcher = (
    options: Partial<Pick<BatcherOptions, "batchDocuments" | "batchAgeMs" | "resealer">> = {},
    journal: Journal = chain,
  ) =>
    new Batcher({
      ...common,
      store,
      journal,
      resealer: idleResealer,
      batchAgeMs: 0,
      ...options,
    });
  const contradictions = new Contradictions(database);
  const checkpointer = (
    confirmations = 0,
    guard: CheckpointerOptions["guard"] = trustingGuard,
  ): Checkpointer =>
    new Checkpointer({
      log,
      checkpoints,
      guard,
      contradictions,
      signers: { current: async () => [logSigner] },
      session,
      origin,
      logger: silentLogger,
      confirmations,
    });
  const reader = new LogReader({ origin, log, checkpoints });
  const proofs = new DocumentProofs({
    ...common,
    copies,
    logs: new Map([[firstDeployment, toLogProofs({ ...common, log, checkpoints }, quorums)]]),
  });
  const figures = new PgAnchoringFigures(database);
  const report = new AnchoringReport(figures, registry, systemClock, quorums.classical);
  return {
    log,
    checkpoints,
    held,
    chain,
    batcher,
    checkpointer,
    contradictions,
    reader,
    proofs,
    quorums,
    report,
  };
}

/** Empties every table that anchoring touches; much quicker than another database. */
export async function reset(database: Database): Promise<void> {
  await database.query(
    `truncate streams, documents, copies, batches, batch_trees, log_entries, log_nodes, checkpoints,
       checkpoint_cosignatures, chain_cursor, chain_transactions, chain_senders restart identity cascade`,
  );
}

export async function makeStream(
  database: Database,
  name: string,
  authority = toAuthorityId(`https://city.example/authorities/${name}`),
  documentType = toDocumentTypeId("https://city.example/types/resident-id/1"),
): Promise<Stream> {
  const { rows } = await database.query<{ id: number }>(
    `insert into streams (authority_id, document_type_id, authority, document_type)
     values ($1, $2, $3, 'resident-id') returning id`,
    [fromHex(authority), fromHex(documentType), name],
  );
  return { id: rows[0]?.id ?? 0, authority, documentType };
}

export const jwtOf = (document: string): string =>
  `eyJhbGciOiJFUzI1NiJ9.${document}.${"signature".repeat(60)}`;

/** Issues as the folder issuing does: numbers taken under the stream's lock, all in one transaction. */
export async function issue(
  database: Database,
  stream: Stream,
  count: number,
): Promise<DocumentId[]> {
  const ids = Array.from({ length: count }, () => randomUUID() as DocumentId);
  await database.transaction(async (tx) => {
    const { rows } = await tx.query<{ first: string }>(
      "update streams set next_seq = next_seq + $2 where id = $1 returning next_seq - $2 as first",
      [stream.id, count],
    );
    await tx.query(
      `insert into copies (stream_id, seq, document_id, status_list, status_index, header, leaf, content)
       select $1, $2::bigint + n - 1, id, 0, 0, 0, leaf, ''
       from unnest($3::uuid[], $4::bytea[]) with ordinality as copy (id, leaf, n)`,
      [stream.id, rows[0]?.first, ids, ids.map((id) => Buffer.from(hashLeaf(jwtOf(id))))],
    );
  });
  return ids;
}
