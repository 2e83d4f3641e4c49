import { ApiProblem, type Output } from "@sello/api/client";
import { client } from "../api/client.ts";
import { serverNow } from "../api/serverTime.ts";
import { CopyFault } from "./CopyFault.ts";
import { inTurn } from "./inTurn.ts";
import { fetchProof, keepDocument } from "./keepDocument.ts";
import { isUnused, type Kept, type KeptCopy } from "./kept.ts";
import type { Vault } from "./vault.ts";

type Id = Output<"getMyDocument">["id"];

/** A copy that can be shown: it is in the log. */
export type ReadyCopy = KeptCopy & { readonly proof: string };

const waits = 60;
const waitMs = 1_500;

/**
 * Has one copy of a kept document shown, and notes that it is used; what the service refused was shown to nobody. Where no
 * new one can be made, one is shown again. Errors: those of `work`; `CopyFault`; problems of `makeMyCopies`.
 */
export async function withCopy<Result>(
  vault: Vault,
  id: Id,
  work: (copy: ReadyCopy) => Promise<Result>,
): Promise<Result> {
  const result = await inTurn(async () => {
    const copy = await findCopy(vault, id);
    try {
      const done = await work(copy);
      await noteUsed(vault, id, copy);
      return done;
    } catch (error) {
      if (!(error instanceof ApiProblem)) await noteUsed(vault, id, copy);
      throw error;
    }
  });
  void inTurn(() => refill(vault, id)).catch(() => undefined);
  return result;
}

const isFresh = (copy: KeptCopy): boolean => isUnused(copy, serverNow());

/** Whether the next one to be shown was shown before. */
export const isShownAgain = ({ copies, document }: Kept): boolean =>
  !copies.some(isFresh) && document.copies.made >= document.copies.max;

async function findCopy(vault: Vault, id: Id): Promise<ReadyCopy> {
  for (let waited = 0; waited < waits; waited += 1) {
    const kept = await find(vault, id);
    const ready = kept.copies.filter((copy): copy is ReadyCopy => copy.proof !== null);
    const fresh = ready.find(isFresh);
    if (fresh !== undefined) return fresh;
    if (kept.copies.some(isFresh)) {
      if (waited > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      await fetchProof(vault, kept);
      continue;
    }
    await keepDocument(vault, await client.getMyDocument({ params: { id } }));
    if ((await find(vault, id)).copies.length > kept.copies.length) continue;
    const [again] = ready;
    if (again === undefined) throw new CopyFault("copies.many");
    return again;
  }
  throw new CopyFault("copies.sealing");
}

async function noteUsed(vault: Vault, id: Id, { number }: KeptCopy): Promise<void> {
  const kept = await find(vault, id);
  const copies = kept.copies.map((copy) =>
    copy.number === number ? { ...copy, isUsed: true } : copy,
  );
  await vault.put({ ...kept, copies });
}

/** Makes new ones when the last is used, so that the next time nobody waits. */
async function refill(vault: Vault, id: Id): Promise<void> {
  const { copies } = await find(vault, id);
  if (copies.some(isFresh)) return;
  await keepDocument(vault, await client.getMyDocument({ params: { id } }));
}

async function find(vault: Vault, id: Id): Promise<Kept> {
  const kept = await vault.get(id);
  if (kept === null) throw new TypeError("it is not kept here");
  return kept;
}
