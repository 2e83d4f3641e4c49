import type { Authority } from "@sello/sdk";
import type { Facts } from "./Facts.ts";
import type { Findings } from "./Findings.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { GenuineList } from "./readStatusLists.ts";
import { hadValue, listBytes, wordOf } from "./StatusHistory.ts";

/**
 * Whether the published lists are the fold of the chain's events, bit for bit. A word may be what it was a moment ago: the
 * chain was read after the lists, and publishing takes its time.
 */
export function compareStatusLists(
  lists: readonly GenuineList[],
  asked: readonly Authority[],
  facts: Facts,
  now: number,
  findings: Findings,
): void {
  const from = now - monitorLimits.lagSeconds;
  const published = new Set<string>();
  for (const list of lists) {
    published.add(`${list.authority.id}/${list.number}`);
    compareList(list, facts, from, findings);
  }
  const authorities = new Map<string, Authority>(
    asked.map((authority) => [authority.id, authority]),
  );
  for (const [name, { words }] of facts.lists) {
    const [owner = ""] = name.split("/");
    const slug = authorities.get(owner)?.slug;
    const since = Math.min(...[...words.values()].map((history) => history[0]?.[0] ?? 0));
    if (slug === undefined || published.has(name) || since >= from) continue;
    const where = { list: name, slug };
    findings.add("status.missing", where, { expected: Object.fromEntries(words), found: null });
  }
}

function compareList(
  { authority, number, list }: GenuineList,
  facts: Facts,
  from: number,
  findings: Findings,
): void {
  const words = facts.lists.get(`${authority.id}/${number}`)?.words;
  for (let word = 0; word < listBytes / 32; word += 1) {
    const found = wordOf(list.entries, word);
    const history = words?.get(word) ?? [];
    // What a word was before the first chain that was seen is known only once it changes.
    if (facts.knownFrom !== null && history.length === 0) continue;
    if (hadValue(history, found, from)) continue;
    findings.add(
      "status.differs",
      { uri: list.uri, word },
      { expected: history, found: { word: found, token: list.token.compact } },
    );
  }
}
