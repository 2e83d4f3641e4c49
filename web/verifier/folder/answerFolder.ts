import type { OnlineVerifier } from "@sello/sdk/online";
import { element } from "../../ui/element.ts";
import { fill } from "../../ui/fill.ts";
import { saveFile } from "../../ui/saveFile.ts";
import type { PageTexts } from "../PageTexts.ts";
import { verifierLimits } from "../verifierLimits.ts";
import type { Given } from "../ways/readDrop.ts";
import { judgeFolder, type Row } from "./judgeFolder.ts";
import { toCells, toCsv, toTitles } from "./toCsv.ts";

/** A table of answers, one a file, to look at and to keep. */
export async function answerFolder(
  given: Given,
  verifier: OnlineVerifier,
  texts: PageTexts,
  say: (text: string) => void,
): Promise<HTMLElement> {
  const { words } = texts;
  const rows = await judgeFolder(given.files, verifier, texts, (done, all) =>
    say(fill(words.progress, { done, all })),
  );
  const save = element("button", { type: "button", class: "quiet" }, words.saveCsv);
  save.addEventListener("click", () =>
    saveFile(new Blob([toCsv(rows, texts)], { type: "text/csv;charset=utf-8" }), "sello.csv"),
  );
  const title = fill(words.files, { count: rows.length });
  return element(
    "div",
    { class: "folder" },
    element("h3", { id: "answer", tabindex: "-1" }, title),
    element("p", {}, fill(words.counts, countsOf(rows))),
    given.isCut
      ? element(
          "p",
          { class: "notice" },
          fill(words.tooManyFiles, { max: verifierLimits.filesMax }),
        )
      : null,
    element("div", { class: "acts" }, save),
    renderTable(rows, texts, title),
  );
}

function countsOf(rows: readonly Row[]) {
  const count = (wanted: Row["outcome"]) => rows.filter(({ outcome }) => outcome === wanted).length;
  return {
    valid: count("valid"),
    invalid: count("invalid"),
    unknown: count("unknown"),
    other: count(null),
  };
}

/** Wide tables are scrolled by themselves, and by the keyboard as well. */
function renderTable(rows: readonly Row[], texts: PageTexts, title: string): HTMLElement {
  const titles = toTitles(texts).map((each) => element("th", { scope: "col" }, each));
  const scroll = { class: "scroll", tabindex: "0", role: "region", "aria-label": title };
  return element(
    "div",
    scroll,
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...titles)),
      element("tbody", {}, ...rows.map((row) => renderRow(row, texts))),
    ),
  );
}

function renderRow(row: Row, texts: PageTexts): HTMLElement {
  const [path = "", answer = "", ...rest] = toCells(row, texts);
  return element(
    "tr",
    { "data-outcome": row.outcome ?? "none" },
    element("th", { scope: "row" }, element("bdi", {}, path)),
    element("td", { class: `answer ${row.outcome ?? "none"}` }, answer),
    ...rest.map((text) => element("td", {}, element("bdi", {}, text))),
  );
}
