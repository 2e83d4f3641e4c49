import {
  type FileMatch,
  type Policy,
  type SelloError,
  type TrustList,
  type Verdict,
  verifyFile,
} from "@sello/sdk";
import type { OnlineVerifier } from "@sello/sdk/online";
import type { NamedBytes } from "./ways/sortFiles.ts";

/** What a verdict may rest on that was asked for and did not come. */
export const refreshedParts = ["trust", "status", "log"] as const;
export type RefreshedPart = (typeof refreshedParts)[number];

/** A verdict with what explains it. */
export type Judgement = {
  readonly verdict: Verdict;
  readonly trustList: TrustList | null;
  /** Whether this browser keeps what it learnt, so that the next visit can be compared with this one. */
  readonly remembers: boolean;
  /** Whether nobody could be reached at all. */
  readonly isOffline: boolean;
  /** Empty where all came, or nothing had to be asked for. */
  readonly notRefreshed: readonly RefreshedPart[];
  readonly file: { readonly name: string; readonly match: FileMatch } | null;
};

/** The service's newest trust list is not signed by those whom the pinned one names. */
export class TrustListChanged extends Error {
  override readonly name = "TrustListChanged";
}

const changed = new Set(["online.not-succeeded", "online.other-network"]);
const gone = new Set(["online.unreachable", "online.timeout"]);

/** Verifies in this browser: the document goes nowhere. Throws `TrustListChanged`. */
export async function judge(
  document: string | Uint8Array,
  original: NamedBytes | null,
  verifier: OnlineVerifier,
  policy: Policy = {},
): Promise<Judgement> {
  const { verdict, trustList, stale } = await verifier.verify(document, { policy });
  if (stale.some(({ code }) => changed.has(code))) throw new TrustListChanged();
  const missed = stale.filter(({ code }) => code !== "online.not-kept");
  const judgement: Judgement = {
    verdict,
    trustList,
    remembers: missed.length === stale.length,
    isOffline: missed.length > 0 && missed.every(({ code }) => gone.has(code)),
    notRefreshed: refreshedParts.filter((part) => missed.some((error) => partOf(error) === part)),
    file: null,
  };
  return original === null ? judgement : withFile(judgement, original);
}

/** The same, with the file that the document is said to be about held against it. */
export const withFile = (judgement: Judgement, { name, bytes }: NamedBytes): Judgement => ({
  ...judgement,
  file: { name, match: verifyFile(bytes, judgement.verdict) },
});

function partOf({ code, data }: SelloError): RefreshedPart {
  const asked = String(data.url ?? "");
  if (code === "online.status-list" || asked.includes("/v1/status-lists/")) return "status";
  return asked.includes("/v1/log/") ? "log" : "trust";
}

/** The worse of the verdict's outcome and the file's. */
export function outcomeOf({ verdict, file }: Judgement): Verdict["outcome"] {
  if (file === null || file.match === "matches") return verdict.outcome;
  return verdict.document === undefined ? verdict.outcome : "invalid";
}
