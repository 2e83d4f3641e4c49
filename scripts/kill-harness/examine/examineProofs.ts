import {
  acceptSuccessor,
  formatSelloFile,
  ownSigners,
  parseStatusListToken,
  parseTrustList,
  type StatusList,
  type TrustList,
  verify,
  verifyTrustList,
  withAllEntries,
} from "@sello/sdk";
import { presentQuorum } from "@sello/sdk/trust";
import type { Examination, Findings } from "./Examination.ts";

const askedAtOnce = 12;
const exportMsMax = 180_000;

type Acknowledged = {
  readonly id: string;
  readonly office: string;
  /** As its office exported it. */
  readonly text: string | undefined;
};

type Material = { readonly trustList: TrustList; readonly statusLists: readonly StatusList[] };

/**
 * The proof of every document verifies with the trust list pinned before the first kill, or a successor
 * that its signers vouch for, which names the witnesses and their quorum. Revoked ones, and no others,
 * are invalid for that alone.
 */
export async function examineProofs(examination: Examination): Promise<Findings> {
  const { acknowledged } = examination;
  const material = await gather(examination);
  const documents = await exportAll(examination);
  const queue = [...acknowledged.documents];
  const violations: string[] = [];
  await Promise.all(
    Array.from({ length: askedAtOnce }, async () => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        const [id, office] = next;
        const fault = await faultOf(examination, material, { id, office, text: documents.get(id) });
        if (fault) violations.push(`document ${id}: ${fault}`);
      }
    }),
  );
  return {
    figures: {
      proofsVerified: acknowledged.documents.size - violations.length,
      quorum: presentQuorum(material.trustList.head),
      revoked: acknowledged.revoked.size,
    },
    violations,
  };
}

async function faultOf(
  { client, sello, acknowledged }: Examination,
  { trustList, statusLists }: Material,
  { id, office, text }: Acknowledged,
): Promise<string | null> {
  if (text === undefined) return "not among the office's documents";
  const answer = await client.ask(`/v1/documents/${id}/proof`, sello.secretOf(office));
  if (answer?.status !== 200) return `no proof: ${answer?.body}`;
  const file = formatSelloFile({ document: text, proof: answer.body });
  const now = Math.floor(Date.now() / 1000);
  const verdict = await verify(file, trustList, statusLists, {}, now);
  const faults = verdict.checks
    .filter(({ outcome }) => outcome === "failed" || outcome === "unknown")
    .map(({ code }) => code);
  const expected = acknowledged.revoked.has(id) ? "status.revoked" : "";
  return faults.join() === expected ? null : `${verdict.outcome}: ${faults.join()}`;
}

/** What every office's documents say: one by one they are more than a key may read in an hour. */
async function exportAll({
  client,
  sello,
  acknowledged,
}: Examination): Promise<ReadonlyMap<string, string>> {
  const documents = new Map<string, string>();
  for (const office of new Set(acknowledged.documents.values())) {
    const answer = await client.ask("/v1/document-exports", sello.secretOf(office), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ reason: "audit" }),
      answerMs: exportMsMax,
    });
    for (const line of answer?.body.split("\n").filter(Boolean) ?? []) {
      const { id, sdJwt } = JSON.parse(line) as { id: string; sdJwt: string };
      documents.set(id, sdJwt);
    }
  }
  return documents;
}

async function gather({ client, database, pinnedTrustList }: Examination): Promise<Material> {
  const pinned = parseTrustList(pinnedTrustList);
  let trustList = await verifyTrustList(pinned, ownSigners(pinned));
  const newest = (await client.ask("/v1/trust-list", ""))?.body ?? "";
  if (parseTrustList(newest).head.version > trustList.head.version)
    trustList = await acceptSuccessor(trustList, newest);
  const all = await client.ask(`/v1/trust-lists/${trustList.head.version}/all`, "");
  trustList = await withAllEntries(trustList, all?.body ?? "");
  const { rows } = await database.query<{ slug: string; number: number }>(
    `select distinct s.authority as slug, l.number from status_lists l
     join streams s on s.authority_id = l.authority_id order by 1, 2`,
  );
  const statusLists: StatusList[] = [];
  for (const { slug, number } of rows) {
    const path = `/v1/status-lists/${slug}/${number}`;
    const headers = { Accept: "application/statuslist+jwt" };
    const token = await client.ask(path, "", { headers });
    if (token?.status !== 200) throw new Error(`${path}: ${token?.status} ${token?.body}`);
    statusLists.push(await parseStatusListToken(token.body));
  }
  return { trustList, statusLists };
}
