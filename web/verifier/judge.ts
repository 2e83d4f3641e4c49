import { type Client, explainStatus, type StatusChange } from "@sello/api/client";
import { type FileMatch, type TrustList, type Verdict, verifyFile } from "@sello/sdk";
import type { OnlineVerifier } from "@sello/sdk/online";

/** A verdict with what explains it. */
export type Judgement = {
  readonly verdict: Verdict;
  readonly trustList: TrustList | null;
  readonly statusChange: StatusChange | null;
  /** Whether this browser keeps what it learnt, so that the next visit can be compared with this one. */
  readonly remembers: boolean;
  readonly file: { readonly name: string; readonly match: FileMatch } | null;
};

/** The service's newest trust list is not signed by those whom the pinned one names. */
export class TrustListChanged extends Error {
  override readonly name = "TrustListChanged";
}

const changed = new Set(["online.not-succeeded", "online.other-network"]);

/** Verifies in this browser: the document goes nowhere. Throws `TrustListChanged`. */
export async function judge(
  document: string | Uint8Array,
  original: { readonly name: string; readonly bytes: Uint8Array } | null,
  { verifier, client }: { verifier: OnlineVerifier; client: Client },
): Promise<Judgement> {
  const { verdict, trustList, stale } = await verifier.verify(document);
  if (stale.some(({ code }) => changed.has(code))) throw new TrustListChanged();
  return {
    verdict,
    trustList,
    remembers: !stale.some(({ code }) => code === "online.not-kept"),
    statusChange: await explainStatus(client, verdict, trustList),
    file: original && { name: original.name, match: verifyFile(original.bytes, verdict) },
  };
}

/** The worse of the verdict's outcome and the file's. */
export function outcomeOf({ verdict, file }: Judgement): Verdict["outcome"] {
  if (file === null || file.match === "matches") return verdict.outcome;
  return verdict.document === undefined ? verdict.outcome : "invalid";
}
