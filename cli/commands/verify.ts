import { explainStatus, type StatusChange } from "@sello/api/client";
import {
  type DocumentType,
  type FileMatch,
  limits,
  type Policy,
  type Presentation,
  parsePresentation,
  type Verdict,
  verifyFile,
} from "@sello/sdk";
import { UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { formatFileMatch, formatStatusChange, formatVerdict } from "../formatVerdict.ts";
import { chosenLanguage, languageOption } from "../language.ts";
import { readInput } from "../readInput.ts";
import { publicClient, serverOptions, serverUrl } from "../server.ts";
import { complain, print, printJson, shown } from "../terminal.ts";
import { verdictExitCode } from "../verdictExitCode.ts";
import { openVerifier, pinnedTrustList } from "../verifier.ts";

/** Read whole, to be hashed. */
const sealedFileBytesMax = 1024 ** 3;

function policyOf(options: OptionValues): Policy {
  const audience = textOption(options, "audience");
  const nonce = textOption(options, "nonce");
  const age = textOption(options, "status-age");
  if (age !== undefined && !/^\d{1,9}$/.test(age))
    throw new UsageError("--status-age takes a number of seconds.");
  return {
    ...(age === undefined ? {} : { statusAgeSecondsMax: Number(age) }),
    ...(audience || nonce
      ? { keyBinding: { ...(audience ? { audience } : {}), ...(nonce ? { nonce } : {}) } }
      : {}),
    ...(options["require-post-quantum"] ? { requirePostQuantum: true } : {}),
    ...(options["allow-unknown-status"] ? { mayBeUnknown: ["status"] } : {}),
  };
}

type Judged = {
  readonly verdict: Verdict;
  /** The document's type, as the trust list has it. */
  readonly type: DocumentType | null;
  readonly detail: StatusChange | null;
  /** Whether the file beside it is the one that the document seals; null when none was named. */
  readonly file: FileMatch | null;
};

async function judge(words: readonly string[], options: OptionValues): Promise<Judged> {
  const [file] = words;
  if (!file || words.length > 1) throw new UsageError("Name one file.");
  const presentation = readPresentation(file, options);
  const trust = textOption(options, "trust");
  const offline = options.offline === true;
  const verifier = openVerifier(serverUrl(options), trust && callerPath(trust));
  await pinnedTrustList(verifier);
  const judged = await verifier.verify(presentation, { policy: policyOf(options), offline });
  const { verdict, trustList, stale } = judged;
  for (const { code, message } of stale)
    complain(`note: ${code === "online.not-kept" ? "" : "not refreshed: "}${shown(message)}`);
  const sealed = textOption(options, "file");
  return {
    verdict,
    type: (verdict.document && trustList?.documentTypes.get(verdict.document.type.id)) ?? null,
    detail: offline ? null : await explainStatus(publicClient(options), verdict, trustList),
    file: sealed ? verifyFile(readInput(sealed, sealedFileBytesMax), verdict) : null,
  };
}

function readPresentation(file: string, options: OptionValues): Presentation {
  const proof = textOption(options, "proof");
  return parsePresentation(readInput(file, limits.selloFileBytesMax), {
    ...(proof ? { proof: readInput(proof, limits.proofBytesMax) } : {}),
  });
}

function show({ verdict, type, detail, file }: Judged, options: OptionValues): void {
  if (options.json) {
    printJson({ ...verdict, statusDetail: detail, file });
    return;
  }
  const language = chosenLanguage(options);
  print(formatVerdict(verdict, language, type));
  if (file) print(formatFileMatch(file, language));
  if (detail) print(formatStatusChange(detail, language, verdict.document?.timeZone ?? null));
}

export const verify: Command = {
  name: "verify",
  usage: "FILE [--offline] [--trust FILE] [--json] …",
  summary: "Says whether a document is valid, and why.",
  details: [
    "FILE is a .sello file, an SD-JWT VC, or - for standard input.",
    "  --offline        uses nothing but this machine: the pinned trust list and kept status lists",
    "  --trust FILE     pins this trust list instead of the one kept",
    "  --proof FILE     the tlog-proof of a bare SD-JWT VC",
    "  --file FILE      the file that a sealed-file document is about",
    "  --audience, --nonce   what a key binding must be made for",
    "  --status-age N   seconds that knowledge of revocation may be old (default one day); 0: fetched just now",
    "  --allow-unknown-status   accepts a document whose status is unknown, and says so",
    "  --require-post-quantum   counts only the witnesses' cosignatures that quantum computers do not forge",
    "  --json           the verdict as JSON",
    "  --lang zh|es|en  the language of the answer",
    "Exit code: 0 valid, 1 invalid, 2 unknown, or valid only as of an earlier time (see --status-age), 64 wrong usage.",
  ].join("\n"),
  options: {
    ...languageOption,
    server: serverOptions.server,
    offline: { type: "boolean" },
    trust: { type: "string" },
    proof: { type: "string" },
    file: { type: "string" },
    audience: { type: "string" },
    nonce: { type: "string" },
    "status-age": { type: "string" },
    "allow-unknown-status": { type: "boolean" },
    "require-post-quantum": { type: "boolean" },
    json: { type: "boolean" },
  },
  async run(words, options) {
    const judged = await judge(words, options);
    show(judged, options);
    // A genuine document about another file proves nothing of this one.
    if (judged.file && judged.file !== "matches") return exitCodes.failed;
    return verdictExitCode(judged.verdict, options["status-age"] !== undefined);
  },
};
