import { type Deployment, type TrustHead, toHex } from "@sello/sdk";
import {
  type Checkpoint,
  parseCheckpoint,
  parseNote,
  type SignedNote,
  verifyConsistency,
  verifyNote,
} from "@sello/sdk/log";
import type { Findings } from "./Findings.ts";
import type { PublicApi } from "./PublicApi.ts";
import type { LogReading } from "./readLog.ts";
import { countsForLog, logKeysOf, witnessKeysOf } from "./terms.ts";

/** A checkpoint taken apart; nothing of it is verified by that. */
export type OpenCheckpoint = Checkpoint & { readonly note: SignedNote; readonly text: string };

/** Throws SelloError. */
export function openCheckpoint(text: string): OpenCheckpoint {
  const note = parseNote(text);
  return { ...parseCheckpoint(note.text), note, text };
}

/** Whether it has the signature of one of the log's keys that counts at its size, and nothing forged (C2SP tlog-checkpoint). */
export async function checkSignatures(
  checkpoint: OpenCheckpoint,
  head: TrustHead,
  deployment: Deployment,
  findings: Findings,
): Promise<void> {
  const { origin, size, note, text } = checkpoint;
  const where = { log: origin, size };
  const logKeys = logKeysOf(deployment);
  const witnesses = witnessKeysOf(head);
  const all = [...logKeys, ...witnesses].map(({ key }) => key);
  const { attested, forged } = await verifyNote(note, all);
  const own = logKeys.filter(({ key }) => attested.some((each) => each.key === key));
  const expected = deployment.keys.map(({ key }) => key).join(" ");
  if (forged.includes(deployment.origin) || own.length === 0)
    findings.add("checkpoint.signature", where, { expected, found: text });
  else if (!own.some((key) => countsForLog(head, key, checkpoint))) {
    const ends = own.map(({ term }) => term);
    findings.add("checkpoint.key-ended", where, { expected: ends, found: text });
  }
  for (const witness of forged.filter((name) => name !== deployment.origin))
    findings.add(
      "checkpoint.cosignature",
      { ...where, witness },
      { expected: witness, found: text },
    );
}

/** Whether the checkpoint is the root of the entries that were read. */
export function checkRoot(checkpoint: OpenCheckpoint, log: LogReading, findings: Findings): void {
  const { origin, size } = checkpoint;
  const own = log.at.get(size);
  if (own === undefined) return; // The entries did not reach it, and that was said.
  const expected = toHex(own.frontier.root());
  if (expected === toHex(checkpoint.root)) return;
  const found = { root: toHex(checkpoint.root), note: checkpoint.text };
  findings.add("checkpoint.root", { log: origin, size }, { expected, found });
}

/** Whether it continues the one that was accepted before: never smaller, never another root. */
export async function checkContinuation(
  api: PublicApi,
  before: OpenCheckpoint,
  after: OpenCheckpoint | null,
  findings: Findings,
): Promise<void> {
  const sides = { expected: before.text, found: after?.text ?? null };
  const where = { log: before.origin, size: before.size, newSize: after?.size ?? 0 };
  if (after === null || after.size < before.size) {
    findings.add("checkpoint.smaller", where, sides);
    if (after !== null && after.size > 0) await prove(api, after, before, findings);
    return;
  }
  const now = after.size === before.size ? after : await readAgain(api, before, findings);
  if (now?.size === before.size && !isSameRoot(before, now))
    findings.add("checkpoint.contradiction", where, { expected: before.text, found: now.text });
  if (after.size > before.size && before.size > 0) await prove(api, before, after, findings);
}

/** What the service says today of a size that it signed before; null when it says nothing. */
const readAgain = (
  api: PublicApi,
  { origin, size }: Checkpoint,
  findings: Findings,
): Promise<OpenCheckpoint | null> =>
  findings.attempt(`/v1/log/checkpoints/${size}`, async () => {
    const text = await api.checkpointOf(origin, size);
    return text === null ? null : openCheckpoint(text);
  });

/** RFC 9162 §2.1.4: asks for the proof that the larger log continues the smaller, and checks it. */
async function prove(
  api: PublicApi,
  smaller: OpenCheckpoint,
  larger: OpenCheckpoint,
  findings: Findings,
): Promise<void> {
  const { origin, size: size1, root: root1 } = smaller;
  const { size: size2, root: root2 } = larger;
  const path = await findings.attempt("/v1/log/proofs/consistency", () =>
    api.consistencyProof(origin, size1, size2),
  );
  if (path === null || verifyConsistency({ size1, size2, root1, root2, path })) return;
  findings.add(
    "checkpoint.consistency",
    { log: origin, size: size1, newSize: size2 },
    { expected: smaller.text, found: { note: larger.text, path: path.map(toHex) } },
  );
}

const isSameRoot = (a: Checkpoint, b: Checkpoint): boolean => toHex(a.root) === toHex(b.root);
