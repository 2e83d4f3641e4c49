import { decidingCheck, type VerdictOutcome } from "@sello/sdk";
import type { OnlineVerifier } from "@sello/sdk/online";
import { type Judgement, judge, outcomeOf, withFile } from "../judge.ts";
import type { PageTexts } from "../PageTexts.ts";
import { verifierLimits } from "../verifierLimits.ts";
import type { GivenFile } from "../ways/readDrop.ts";
import { isDocument } from "../ways/sortFiles.ts";

/** One file's answer. */
export type Row = {
  readonly path: string;
  /** Null for a file that is no document. */
  readonly outcome: VerdictOutcome | null;
  readonly reason: string;
  readonly next: string;
  readonly issuer: string;
  readonly type: string;
  /** Unix seconds; null where it does not end, or nobody can tell. */
  readonly expiresAt: number | null;
  readonly timeZone: string | null;
};

/** Judges all documents among files, each for itself; a sealed file is held against the one of its name beside it. */
export async function judgeFolder(
  given: readonly GivenFile[],
  verifier: OnlineVerifier,
  texts: PageTexts,
  progress: (done: number, all: number) => void,
): Promise<readonly Row[]> {
  const byName = new Map(given.map(({ path, file }) => [nameOf(path), file]));
  const rows: Row[] = [];
  for (const { path, file } of given) {
    progress(rows.length, given.length);
    rows.push(await judgeOne(path, await readSmall(file), byName, verifier, texts));
  }
  return rows;
}

/** Null: it is larger than a folder's files may be. */
async function readSmall(file: File): Promise<Uint8Array | null> {
  const isSmall = file.size <= verifierLimits.folderFileBytesMax;
  return isSmall ? new Uint8Array(await file.arrayBuffer()) : null;
}

async function judgeOne(
  path: string,
  bytes: Uint8Array | null,
  byName: ReadonlyMap<string, File>,
  verifier: OnlineVerifier,
  texts: PageTexts,
): Promise<Row> {
  const { words } = texts;
  if (bytes === null) return { ...noDocument(path), reason: words.tooLargeFile };
  if (!isDocument(nameOf(path), bytes)) return { ...noDocument(path), reason: words.notADocument };
  const judged = await judge(bytes, null, verifier);
  const original = byName.get(String(judged.verdict.document?.claims.name ?? ""));
  const content = original === undefined ? null : await readSmall(original);
  if (original === undefined || content === null) return toRow(path, judged, texts);
  return toRow(path, withFile(judged, { name: original.name, bytes: content }), texts);
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const noDocument = (path: string): Row => ({
  path,
  outcome: null,
  reason: "",
  next: "",
  issuer: "",
  type: "",
  expiresAt: null,
  timeZone: null,
});

function toRow(path: string, judgement: Judgement, { language, words }: PageTexts): Row {
  const { verdict, file } = judgement;
  const { document: shown, cause } = verdict;
  const isOther = file?.match === "differs";
  return {
    path,
    outcome: outcomeOf(judgement),
    reason: isOther
      ? `${file.name}: ${words.differs}`
      : (decidingCheck(verdict)?.text[language] ?? ""),
    next: cause === undefined ? "" : `${words[`next.${cause.move}`]}${cause.next[language]}`,
    issuer: shown?.issuer.name[language] ?? "",
    type: shown?.type.name?.[language] ?? shown?.type.vct ?? "",
    expiresAt: shown?.expiresAt ?? null,
    timeZone: shown?.timeZone ?? null,
  };
}
