import { ApiProblem, type Output } from "@sello/api/client";
import { client } from "../api/client.ts";
import { serverNow } from "../api/serverTime.ts";
import { makeHolderKey } from "./holderKeys.ts";
import { isUnused, type Kept, type KeptCopy, keptVersion } from "./kept.ts";
import type { Vault } from "./vault.ts";

type Detail = Output<"getMyDocument">;

/** Copies that are fetched at once, as many as the document still has. */
const batchCopies = 5;

/** Puts a document and some copies of it on this device. What was kept of it before stays. */
export async function keepDocument(vault: Vault, document: Detail): Promise<void> {
  const before = await vault.get(document.id);
  const isCountable = document.state === "valid" || document.state === "sealing";
  const free = isCountable ? document.copies.max - document.copies.made : 0;
  const unused = (before?.copies ?? []).filter((copy) => isUnused(copy, serverNow())).length;
  const wanted = Math.min(batchCopies - unused, free);
  const fresh = wanted > 0 ? await makeCopies(document.id, wanted) : [];
  await vault.put({
    version: keptVersion,
    document,
    at: Math.floor(serverNow()),
    copies: [...(before?.copies ?? []), ...fresh],
  });
}

async function makeCopies(id: Detail["id"], count: number): Promise<readonly KeptCopy[]> {
  const { nonce, audience } = await client.createCopyNonce();
  const at = Math.floor(serverNow());
  const made = await Promise.all(
    Array.from({ length: count }, () => makeHolderKey({ nonce, audience, at })),
  );
  const proofs = made.map(({ proof }) => proof);
  const { copies } = await client.makeMyCopies({ params: { id }, body: { proofs } });
  return copies.flatMap(({ number, sdJwt, endsAt }, nth) => {
    const key = made[nth]?.key;
    return key === undefined ? [] : [{ number, sdJwt, key, endsAt, proof: null, isUsed: false }];
  });
}

/**
 * Asks again for a document that is kept, and for proofs of copies that were not in the log yet. Another person's, for whom the
 * reader does not act any more, is taken off the device.
 */
export async function refreshKept(vault: Vault, kept: Kept): Promise<void> {
  const { id, mandate } = kept.document;
  const document = await client.getMyDocument({ params: { id } }).catch(async (fault: unknown) => {
    if (mandate && fault instanceof ApiProblem && fault.code === "document.unknown")
      await vault.remove(id);
    else throw fault;
  });
  if (document === undefined) return;
  const copies = await Promise.all(kept.copies.map((copy) => withProof(id, copy)));
  await vault.put({ ...kept, document, at: Math.floor(serverNow()), copies });
}

/** Asks for the proof of one unused copy: the others can wait until they are shown. */
export async function fetchProof(vault: Vault, kept: Kept): Promise<void> {
  const next = kept.copies.find(({ isUsed, proof }) => !isUsed && proof === null);
  if (next === undefined) return;
  const found = await withProof(kept.document.id, next);
  const copies = kept.copies.map((copy) => (copy === next ? found : copy));
  await vault.put({ ...kept, copies });
}

async function withProof(id: Detail["id"], copy: KeptCopy): Promise<KeptCopy> {
  if (copy.proof !== null) return copy;
  const { proof, among } = await client.getMyCopy({ params: { id, number: copy.number } });
  return { ...copy, proof, among };
}
