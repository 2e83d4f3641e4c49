import { decodeBatchEvidence, hashLeaf, parseTlogProof } from "@sello/sdk/log";

/** What a verifier sees of a copy that is shown, each by its name: two of them may compare it. */
export function seenIn({ sdJwt, proof }: { sdJwt: string; proof: string }) {
  const [jwt = "", ...disclosures] = sdJwt.split("~").filter((part) => part !== "");
  const [head = "", body = "", signature = ""] = jwt.split(".");
  const parse = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  const payload = parse(body);
  const { status, _sd: digests, cnf, ...open } = payload;
  // The log's path and checkpoint are those of the moment, the same for everybody who asks in it.
  const { index, extra, checkpointNote } = parseTlogProof(proof);
  const { leafIndex, path: batchPath, ...batch } = decodeBatchEvidence(extra ?? new Uint8Array());
  const { idx, uri } = status.status_list;
  return {
    shared: {
      ...{ head: parse(head), open, list: uri, entry: index },
      ...{ batch, log: checkpointNote.split("\n")[0] },
    },
    own: [
      ...[JSON.stringify(cnf), `${uri} ${idx}`, signature, String(batchPath)],
      `entry ${index}, leaf ${leafIndex}`,
      ...digests,
      ...disclosures,
    ] as string[],
    leafIndex,
    leafHash: Buffer.from(hashLeaf(jwt)),
    payload,
  };
}
