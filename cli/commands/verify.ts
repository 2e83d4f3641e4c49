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
import type { OnlineVerifier } from "@sello/sdk/online";
import { UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { formatFileMatch, formatStatusChange, formatVerdict } from "../formatVerdict.ts";
import { chosenLanguage, languageOption } from "../language.ts";
import { readInput } from "../readInput.ts";
import { publicClient, serverOptions, serverUrl } from "../server.ts";
import { complain, print, printJson, shown } from "../terminal.ts";
import { toCliError } from "../toCliError.ts";
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

async function open(options: OptionValues): Promise<OnlineVerifier> {
  const trust = textOption(options, "trust");
  const verifier = openVerifier(serverUrl(options), trust && callerPath(trust));
  await pinnedTrustList(verifier);
  return verifier;
}

async function judge(
  verifier: OnlineVerifier,
  presentation: Presentation,
  options: OptionValues,
): Promise<Judged> {
  const offline = options.offline === true;
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

/** Without the proof, which one document alone has, and without what only one can be held against. */
const ofOneFile = ["proof", "file", "audience", "nonce"] as const;

/** A line for each file, in their order. @returns the exit code: the worst of them */
async function verifyMany(files: readonly string[], options: OptionValues): Promise<number> {
  const alone = ofOneFile.find((option) => textOption(options, option));
  if (alone !== undefined) throw new UsageError(`--${alone} is about one file: name one.`);
  const verifier = await open(options);
  const codes: number[] = [];
  for (const file of files) codes.push(await verifyInTurn(verifier, file, options));
  const worstFirst = [exitCodes.failed, exitCodes.noInput, exitCodes.unknown];
  return worstFirst.find((code) => codes.includes(code)) ?? exitCodes.ok;
}

async function verifyInTurn(
  verifier: OnlineVerifier,
  file: string,
  options: OptionValues,
): Promise<number> {
  try {
    const judged = await judge(verifier, readPresentation(file, options), options);
    const { verdict, detail } = judged;
    if (options.json) printJson({ name: file, ...verdict, statusDetail: detail }, 0);
    else
      print(
        `${shown(file)}: ${firstLineOf(formatVerdict(verdict, chosenLanguage(options), judged.type))}`,
      );
    return exitCodeOf(judged, options);
  } catch (error) {
    // One that cannot be read, or asked about, does not keep the others from being looked at.
    const failure = toCliError(error);
    if (failure === null) throw error;
    if (options.json) printJson({ name: file, error: failure.message }, 0);
    // It names the file itself.
    else print(firstLineOf(failure.message));
    return exitCodes.noInput;
  }
}

const firstLineOf = (text: string): string => text.split("\n", 1)[0] ?? "";

function exitCodeOf({ verdict, file }: Judged, options: OptionValues): number {
  // A genuine document about another file proves nothing of this one.
  if (file && file !== "matches") return exitCodes.failed;
  return verdictExitCode(verdict, options["status-age"] !== undefined);
}

export const verify: Command = {
  name: "verify",
  usage: "FILE… [--offline] [--trust FILE] [--json] …",
  summary: "Says whether a document is valid, and why.",
  details: [
    "FILE is a .sello file, an SD-JWT VC, or - for standard input. Several give a line each.",
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
    "Of several files: that of the worst one; 66 if one could not be looked at and none was invalid.",
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
    const [file, ...others] = words;
    if (!file) throw new UsageError("Name a file.");
    if (others.length > 0) return verifyMany(words, options);
    const presentation = readPresentation(file, options);
    const judged = await judge(await open(options), presentation, options);
    show(judged, options);
    return exitCodeOf(judged, options);
  },
};
