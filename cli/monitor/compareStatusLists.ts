import type { Authority } from "@sello/sdk";
import type { Findings } from "./Findings.ts";
import type { ChainFollower } from "./followChain.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { GenuineList } from "./readStatusLists.ts";
import { hadValue, listBytes, wordOf } from "./StatusHistory.ts";

/**
 * Whether the published lists are the fold of the chain's events, bit for bit. A word may be what it was a moment ago: the
 * chain was read after the lists, and publishing takes its time.
 */
export function compareStatusLists(
  lists: readonly GenuineList[],
  authorities: ReadonlyMap<string, Authority>,
  chain: ChainFollower,
  now: number,
  findings: Findings,
): void {
  const from = now - monitorLimits.lagSeconds;
  const published = new Set<string>();
  for (const list of lists) {
    published.add(`${list.authority.id}/${list.number}`);
    compareList(list, chain, from, findings);
  }
  for (const [name, { words }] of chain.lists) {
    const since = Math.min(...[...words.values()].map((history) => history[0]?.[0] ?? 0));
    if (published.has(name) || since >= from) continue;
    const [owner = ""] = name.split("/");
    const where = { list: name, slug: authorities.get(owner)?.slug ?? "" };
    findings.add("status.missing", where, { expected: Object.fromEntries(words), found: null });
  }
}

function compareList(
  { authority, number, list }: GenuineList,
  chain: ChainFollower,
  from: number,
  findings: Findings,
): void {
  const words = chain.lists.get(`${authority.id}/${number}`)?.words;
  for (let word = 0; word < listBytes / 32; word += 1) {
    const found = wordOf(list.entries, word);
    const history = words?.get(word) ?? [];
    if (hadValue(history, found, from)) continue;
    findings.add(
      "status.differs",
      { uri: list.uri, word },
      { expected: history, found: { word: found, token: list.token.compact } },
    );
  }
}
