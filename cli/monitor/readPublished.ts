import type { TrustHead, TrustList } from "@sello/sdk";
import type { Findings } from "./Findings.ts";
import { followAudit } from "./followAudit.ts";
import { type OpenCheckpoint, openCheckpoint } from "./followCheckpoint.ts";
import { followEntries, type KnownEntries } from "./followEntries.ts";
import { endOf, followSealed, type SealedReading } from "./followSealed.ts";
import { followTrustList, type KnownTrustList, openPinned } from "./followTrustList.ts";
import type { LookParts } from "./LookParts.ts";
import { type AuditState, emptyLog } from "./MonitorState.ts";
import type { PublicApi, ServedFigures } from "./PublicApi.ts";
import { type LogReading, readLog } from "./readLog.ts";
import { type GenuineList, readStatusLists } from "./readStatusLists.ts";
import { type StatusTurn, takeTurn } from "./takeTurn.ts";

/** What the service published, read in an order in which later answers know at least as much as earlier ones. */
export type Published = {
  readonly figures: ServedFigures | null;
  /** Of the log that is open. */
  readonly checkpoint: OpenCheckpoint | null;
  readonly log: LogReading;
  readonly trust: KnownTrustList;
  /** With its entries, as far as they could be had. */
  readonly list: TrustList;
  readonly entries: KnownEntries | null;
  /** By origin, the logs that have ended. */
  readonly sealed: ReadonlyMap<string, SealedReading>;
  readonly turn: StatusTurn;
  readonly statusLists: readonly GenuineList[];
  readonly audit: AuditState | null;
};

export async function readPublished(parts: LookParts, findings: Findings): Promise<Published> {
  const { api, before, now } = parts;
  const known = await openPinned(before.trustList);
  api.namesLogs = known.list.head.deployments.length > 1;
  const figures = await findings.attempt("/v1/figures", () => api.figures());
  const checkpoint = await readCheckpoint(api, findings);
  const log = await readOpenLog(parts, known.list.head, checkpoint, figures, findings);
  const trust = await followTrustList(api, known, findings, now);
  api.namesLogs = trust.list.head.deployments.length > 1;
  const { list, known: entries } = await followEntries(api, trust.list, parts.entries, findings);
  const sealed = await readSealed(parts, list.head, findings);
  const changed = new Set(before.changedLists.map((name) => name.split("/")[0] ?? ""));
  const turn = takeTurn(list, changed, before.statusAfter);
  const statusLists = await readStatusLists(api, list, turn.authorities, now, findings);
  const audit = await followAudit(api, before.audit, findings);
  return { figures, checkpoint, log, trust, list, entries, sealed, turn, statusLists, audit };
}

const readCheckpoint = (api: PublicApi, findings: Findings): Promise<OpenCheckpoint | null> =>
  findings.attempt("/v1/log/checkpoint", async () => {
    const text = await api.checkpoint();
    return text === null ? null : openCheckpoint(text);
  });

/** The log that the newest checkpoint is of; before there is one, the one that the list names last. */
async function readOpenLog(
  { api, before }: LookParts,
  head: TrustHead,
  checkpoint: OpenCheckpoint | null,
  figures: ServedFigures | null,
  findings: Findings,
): Promise<LogReading> {
  const origin = checkpoint?.origin ?? head.deployments.at(-1)?.origin ?? "";
  const index = head.deployments.findIndex((each) => each.origin === origin);
  const { log: known } = before.logs[origin] ?? emptyLog;
  const sizes = [checkpoint?.size ?? 0];
  // A log that the list does not name yet begins after another was sealed: its figures are not known yet.
  if (figures !== null && index >= 0) sizes.push(figures.logSize - sealedSize(head));
  // A log that is not named yet follows the one that the list names last.
  const isSuccessor = index !== 0;
  return readLog(api, { origin, known, sizes, isSuccessor }, findings);
}

/** Entries of all logs that have ended; the service's figures count those of all logs. */
export const sealedSize = ({ deployments }: TrustHead): number =>
  deployments.reduce((sum, deployment) => sum + (endOf(deployment)?.size ?? 0), 0);

async function readSealed(
  { api, before, now, random }: LookParts,
  head: TrustHead,
  findings: Findings,
): Promise<ReadonlyMap<string, SealedReading>> {
  const sealed = new Map<string, SealedReading>();
  for (const deployment of head.deployments)
    if (endOf(deployment) !== null) {
      const parts = { api, head, logs: before.logs, now, random };
      sealed.set(deployment.origin, await followSealed(parts, deployment, findings));
    }
  return sealed;
}
