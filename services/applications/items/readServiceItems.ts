import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ruleCases, ruleSet, type ServiceItem, serviceItem } from "@sello/api";
import {
  findCaseGaps,
  type RuleCase,
  type RuleSet,
  readRuleCases,
  readRuleSet,
  runRuleCases,
  toRuleText,
} from "@sello/sdk/decision";
import type { z } from "zod";
import { toReason } from "../../platform/toReason.ts";
import { ServiceItemError } from "./errors.ts";
import { findItemFaults, type KnownTypes } from "./findItemFaults.ts";

/** A service item, with the rules and cases of its folder. */
export type LoadedItem = {
  readonly item: ServiceItem;
  readonly rules: RuleSet;
  /** `rules` as the one text of which a receipt has the SHA-256. */
  readonly ruleText: string;
  readonly cases: readonly RuleCase[];
  /** `cases` as text, as a rule version keeps it. */
  readonly caseText: string;
};

/** Items that come with the program. */
const builtInDirectory = fileURLToPath(new URL(".", import.meta.url));

/**
 * All service items: the folders of the program and of the directories, each with item.json, rules.json and cases.json, in the order
 * of their names. @throws ServiceItemError for the first that is not right
 */
export function readServiceItems(options: {
  readonly types: KnownTypes;
  /** Directories of further items. */
  readonly directories?: readonly string[];
}): readonly LoadedItem[] {
  const { types, directories = [] } = options;
  const seen = new Set<string>();
  return [builtInDirectory, ...directories].flatMap((directory) =>
    foldersOf(directory).map((folder) => {
      if (seen.has(folder)) throw new ServiceItemError(folder, ["an item of this name exists"]);
      seen.add(folder);
      const read = (file: string) => readText(directory, folder, file);
      return toItem(folder, read, types);
    }),
  );
}

function foldersOf(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function readText(directory: string, folder: string, file: string): string {
  try {
    return readFileSync(join(directory, folder, file), "utf8");
  } catch (error) {
    throw new ServiceItemError(`${folder}/${file}`, [`cannot be read: ${toReason(error)}`]);
  }
}

/** The item that a folder's files say. @throws ServiceItemError */
export function toItem(
  folder: string,
  read: (file: "item.json" | "rules.json" | "cases.json") => string,
  types: KnownTypes,
): LoadedItem {
  const item = parse(`${folder}/item.json`, read("item.json"), serviceItem);
  const ruleText = toRuleText(parse(`${folder}/rules.json`, read("rules.json"), ruleSet));
  const caseText = toRuleText(parse(`${folder}/cases.json`, read("cases.json"), ruleCases));
  const rules = attempt(`${folder}/rules.json`, () => readRuleSet(ruleText));
  const cases = attempt(`${folder}/cases.json`, () => readRuleCases(caseText));
  if (item.slug !== folder)
    throw new ServiceItemError(`${folder}/item.json`, [`slug: the folder is called ${folder}`]);
  refuse(`${folder}/item.json`, findItemFaults(item, rules, types));
  refuse(`${folder}/cases.json`, findCaseFaults(rules, cases));
  return { item, rules, ruleText, cases, caseText };
}

function refuse(file: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new ServiceItemError(file, problems);
}

function parse<Schema extends z.ZodType>(file: string, text: string, schema: Schema) {
  const parsed = schema.safeParse(attempt(file, () => JSON.parse(text)));
  if (parsed.success) return parsed.data;
  throw new ServiceItemError(
    file,
    parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
  );
}

function attempt<Value>(file: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new ServiceItemError(file, [toReason(error)]);
  }
}

/** What cases expect otherwise, and what none of them tries. Rules with any of it are not used. */
export const findCaseFaults = (rules: RuleSet, cases: readonly RuleCase[]): string[] => [
  ...runRuleCases(rules, cases).map(
    ({ index, expected, found }) => `cases.${index}: expected ${expected}, the rules give ${found}`,
  ),
  ...findCaseGaps(rules, cases).map((gap) => `no case for ${gap}`),
];
