import {
  formatSelloFile,
  packedSelloFileType,
  packSelloFile,
  parsePresentation,
  withTrust,
} from "@sello/sdk";
import { MemoryStore, OnlineVerifier } from "@sello/sdk/online";
import { saveFile } from "../../ui/saveFile.ts";
import type { Vault } from "../device/vault.ts";
import { withCopy } from "../device/withCopy.ts";
import { type Choice, endOf, showChosen } from "./makeLink.ts";
import { noteReceipt } from "./receipt.ts";
import { readShown } from "./showCopy.ts";
import { isBound } from "./terms.ts";

/** Saves it with all that a verifier without network needs: the status as it is now, and what the trust list says. */
export function makeFile(vault: Vault, choice: Choice, name: string): Promise<void> {
  return withCopy(vault, choice.document, async (copy) => {
    const endsAt = endOf(choice);
    const shown = await showChosen(copy, choice, endsAt);
    const file = { ...shown, status: await fetchStatus(readShown(shown).statusUri) };
    const read = parsePresentation(formatSelloFile(file));
    if (!read.wellFormed) throw read.error;
    const server = window.location.origin;
    const verifier = new OnlineVerifier({ server, store: new MemoryStore() });
    await verifier.pin(await verifier.fetchTrustList());
    const { found, head } = await verifier.fetchTrustOf(read);
    const whole = found === null ? file : withTrust(file, found, head);
    const bytes = packSelloFile(formatSelloFile(whole)) as Uint8Array<ArrayBuffer>;
    saveFile(new Blob([bytes], { type: packedSelloFileType }), name);
    const { audience, purpose, term } = choice;
    const until = isBound(term) ? endsAt : null;
    const terms = { recipient: audience, purpose, endsAt: until, once: false };
    await noteReceipt(vault, "file", shown, { ...terms, bytes });
  });
}

/** The list is the city's: asked for where this page comes from. */
async function fetchStatus(uri: string): Promise<string> {
  const response = await fetch(new URL(uri).pathname, { credentials: "omit" });
  if (!response.ok) throw new Error("the status list is not there");
  return response.text();
}
