import {
  type FileMatch,
  parsePresentation,
  type TrustList,
  type Verdict,
  verify,
  verifyFile,
} from "@sello/sdk";
import type { Network, StatusChange } from "./Network.ts";
import type { TrustKeeper } from "./TrustKeeper.ts";

/** A verdict with what explains it. */
export type Judgement = {
  readonly verdict: Verdict;
  readonly trustList: TrustList;
  readonly statusChange: StatusChange | null;
  readonly file: { readonly name: string; readonly match: FileMatch } | null;
};

/** Verifies in this browser: the document goes nowhere. */
export async function judge(
  document: string | Uint8Array,
  original: { readonly name: string; readonly bytes: Uint8Array } | null,
  { network, trust }: { network: Network; trust: TrustKeeper },
): Promise<Judgement> {
  const trustList = await trust.accept(await network.trustListNote());
  const presentation = parsePresentation(document);
  const uri = presentation.wellFormed ? presentation.payload.status.uri : null;
  const list = uri === null ? null : await network.statusList(trustList, uri);
  const now = Math.floor(Date.now() / 1000);
  const verdict = await verify(presentation, trustList, list ? [list] : [], {}, now);
  return {
    verdict,
    trustList,
    statusChange: await explainStatus(verdict, trustList, network),
    file: original && { name: original.name, match: verifyFile(original.bytes, verdict) },
  };
}

async function explainStatus(
  { checks, document }: Verdict,
  trustList: TrustList,
  network: Network,
): Promise<StatusChange | null> {
  const code = checks.find(({ id }) => id === "status")?.code;
  if (!document || (code !== "status.revoked" && code !== "status.suspended")) return null;
  return network.statusChange(trustList, document.status);
}

/** The worse of the verdict's outcome and the file's. */
export function outcomeOf({ verdict, file }: Judgement): Verdict["outcome"] {
  if (file === null || file.match === "matches") return verdict.outcome;
  return verdict.document === undefined ? verdict.outcome : "invalid";
}
