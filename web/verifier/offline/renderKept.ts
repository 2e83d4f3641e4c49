import { policyDefaults } from "@sello/sdk";
import type { KeptKnowledge } from "@sello/sdk/online";
import { element } from "../../ui/element.ts";
import { fill } from "../../ui/fill.ts";
import { fact } from "../answer/renderDocument.ts";
import type { PageTexts } from "../PageTexts.ts";
import { toAge } from "../times.ts";

/** What this device could judge with if the network were gone, and how old that is. `now` in unix seconds. */
export function renderKept(kept: KeptKnowledge, texts: PageTexts, now: number): HTMLElement {
  const { language, words } = texts;
  const { trustList, statusLists, checkpoint, stale } = kept;
  if (stale.some(({ code }) => code === "online.not-kept"))
    return element("p", { class: "notice" }, words.keepsNothing);
  const time = (at: number): string => toAge(at, now, language, null);
  const oldest = Math.min(...statusLists.map(({ issuedAt }) => issuedAt));
  const { version = 0, issuedAt = 0 } = trustList ?? {};
  return element(
    "div",
    {},
    element(
      "dl",
      { class: "facts" },
      fact(
        words.trustListAge,
        trustList ? fill(words.keptTrust, { version, time: time(issuedAt) }) : words.keptNothing,
      ),
      fact(
        words.statusAge,
        statusLists.length > 0
          ? fill(words.keptStatus, { count: statusLists.length, time: time(oldest) })
          : words.keptNothing,
      ),
      fact(words.log, logOf(checkpoint, words, time)),
    ),
    element(
      "p",
      { class: "hint" },
      fill(words.keptLimit, { hours: policyDefaults.statusAgeSecondsMax / 3_600 }),
    ),
    stale.some(({ code }) => code === "online.log-forked")
      ? element("p", { class: "notice", role: "alert" }, words.logForked)
      : null,
  );
}

function logOf(
  checkpoint: KeptKnowledge["checkpoint"],
  words: PageTexts["words"],
  time: (at: number) => string,
): string {
  if (checkpoint === null) return words.keptNothing;
  const { size, witnessedAt } = checkpoint;
  return witnessedAt === null
    ? fill(words.keptLogAlone, { size })
    : fill(words.keptLog, { size, time: time(witnessedAt) });
}
