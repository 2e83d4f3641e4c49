import {
  applyDisclosures,
  formatSelloFile,
  fromBase64,
  fromBase64url,
  fromHex,
  fromJsonSerialization,
  packSelloFile,
  parseSdJwt,
  parseSelloFile,
  parseStatusListToken,
  parseTrustList,
  readStatus,
  SelloError,
  toBase64,
  toBase64url,
  toHex,
  unpackSelloFile,
} from "@sello/sdk";
import {
  decodeBatchEvidence,
  decodeLogEntry,
  encodeBatchEvidence,
  encodeLogEntry,
  formatCheckpoint,
  formatNote,
  formatTlogProof,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  parseVerifierKey,
} from "@sello/sdk/log";
import { formatTrustHead, formatTrustList, parseTrustListContent } from "@sello/sdk/trust";
import { type FuzzTarget, requireSame } from "../FuzzTarget.ts";
import { sampleDocuments, sampleWorld, withoutDigest } from "./sampleWorld.ts";

const textOf = (input: Buffer): string => input.toString("utf8");
const jwtWords = ["_sd", "...", "_sd_alg", "sha-256", "status_list", "cnf", "jwk", "iat", "ES256"];
const noteWords = [
  "\u2014 ",
  "c2sp.org/tlog-proof@v1\n",
  "extra ",
  "index ",
  "sello-trust-list/1\n",
];

const reader = (
  name: string,
  dictionary: readonly string[],
  samples: FuzzTarget["samples"],
  read: (input: Buffer) => unknown,
): FuzzTarget => ({
  name,
  dictionary,
  samples,
  read,
  mayThrow: (error) => error instanceof SelloError,
});

/** Of a canonical form: what was read, written again, is what was there. */
const canonical =
  <T>(parse: (text: string) => T, format: (value: T) => string, what: string) =>
  (input: Buffer): void => {
    const text = textOf(input);
    requireSame(format(parse(text)), text, `${what} has two forms`);
  };

const note = async () => [
  await sampleWorld.checkpointNote(9, new Uint8Array(32)),
  await sampleWorld.trustListNote(),
];

/** Every reader of the sdk that takes what a stranger wrote. */
export const sdkTargets: readonly FuzzTarget[] = [
  reader(
    "base64",
    ["=", "==", "+/", "-_"],
    async () => ["", "AA==", "AAA=", "AAAA", toBase64(new Uint8Array(64)), "-_-_"],
    (input) => {
      const text = textOf(input);
      // One of the two may refuse what the other reads; neither reads two texts as the same bytes.
      tolerate(() => requireSame(toBase64url(fromBase64url(text)), text, "base64url"));
      requireSame(toBase64(fromBase64(text)), text, "base64 has two forms");
    },
  ),
  reader(
    "hex",
    ["0x", "0X"],
    async () => ["0x", `0x${"ab".repeat(32)}`],
    canonical(fromHex, toHex, "hex"),
  ),
  reader("note", noteWords, note, canonical(parseNote, formatNote, "a note")),
  reader(
    "checkpoint",
    noteWords,
    async () => {
      const root = new Uint8Array(32).fill(7);
      const made = { origin: "sello.example/log", size: 9, root };
      return [
        formatCheckpoint({ ...made, extensions: [] }),
        formatCheckpoint({ ...made, extensions: ["one", "two"] }),
      ];
    },
    canonical(parseCheckpoint, formatCheckpoint, "a checkpoint"),
  ),
  reader(
    "vkey",
    ["+", "sello.example"],
    async () =>
      sampleWorld
        .trustListContent()
        .witnesses.flatMap(({ key, postQuantumKey }) => [key, postQuantumKey ?? key]),
    canonical(parseVerifierKey, formatVerifierKey, "a verifier key"),
  ),
  reader(
    "tlog-proof",
    noteWords,
    async () => (await sampleDocuments()).map(({ proof }) => proof),
    canonical(parseTlogProof, formatTlogProof, "a proof"),
  ),
  reader(
    "batch-evidence",
    [],
    async () => [
      encodeBatchEvidence({ anchoredAt: 1_800_000_000, count: 1, leafIndex: 0, path: [] }),
      ...(await sampleDocuments()).map(
        ({ proof }) => parseTlogProof(proof).extra ?? new Uint8Array(),
      ),
    ],
    (input) =>
      requireSame(
        toBase64(encodeBatchEvidence(decodeBatchEvidence(input))),
        toBase64(input),
        "batch evidence has two forms",
      ),
  ),
  reader(
    "log-entry",
    [],
    async () => [new Uint8Array(112).fill(0), new Uint8Array(112).fill(1)],
    (input) =>
      requireSame(
        toBase64(encodeLogEntry(decodeLogEntry(input))),
        toBase64(input),
        "a log entry has two forms",
      ),
  ),
  reader(
    "trust-list",
    [...noteWords, "authorities", "accreditations", "delegate", '"until":null'],
    async () => [await sampleWorld.trustListNote()],
    (input) => {
      const list = parseTrustList(textOf(input));
      const content = parseTrustListContent(textOf(input));
      const again = content === null ? formatTrustHead(list.head) : formatTrustList(content);
      requireSame(again, list.note.text, "a trust list has two forms");
    },
  ),
  reader(
    "status-list",
    [...jwtWords, "lst", "bits", "ttl", "sub"],
    async () => [await sampleWorld.statusToken()],
    async (input) => {
      const list = await parseStatusListToken(textOf(input));
      for (const index of [0, 1, 131_071, 2 ** 40]) readStatus(list, index);
    },
  ),
  reader(
    "sd-jwt",
    jwtWords,
    async () => (await sampleDocuments()).map(({ document }) => document),
    (input) => {
      const { issuerJwt, disclosures } = parseSdJwt(textOf(input));
      applyDisclosures(issuerJwt.payload, disclosures);
    },
  ),
  reader(
    "sd-jwt-json",
    ['"header"', '"disclosures"', '"kb_jwt"', '"payload"'],
    async () =>
      (await sampleDocuments()).map(({ document }) => {
        const [jwt = "", ...disclosures] = document.split("~");
        const [head, payload, signature] = jwt.split(".");
        const header = { disclosures: disclosures.slice(0, -1) };
        return JSON.stringify({ payload, protected: head, signature, header });
      }),
    (input) => parseSdJwt(fromJsonSerialization(textOf(input))),
  ),
  reader(
    "sello-file",
    ['"format":"sello/1"', '"document":', '"proof":', '"status":'],
    async () =>
      (await sampleDocuments()).flatMap(({ file }) => [file, withoutDigest(parseSelloFile(file))]),
    (input) => {
      const text = textOf(input);
      const file = parseSelloFile(text);
      const forms = [formatSelloFile(file), withoutDigest(file)];
      requireSame(forms.includes(text), true, "a .sello file has other forms");
    },
  ),
  reader(
    "packed-sello-file",
    ["sello/1", '{"format":"sello/1"', "\\n"],
    async () => (await sampleDocuments()).map(({ file }) => Buffer.from(packSelloFile(file))),
    (input) => {
      const packed = packSelloFile(unpackSelloFile(input));
      requireSame(Buffer.compare(packed, input), 0, "a packed file has two forms");
    },
  ),
];

function tolerate(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
  }
}
