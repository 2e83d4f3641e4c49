import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Facts, type Review, type RuleSet, toReview } from "@sello/sdk/decision";
import { BoundedCache } from "../../platform/BoundedCache.ts";
import { applicationLimits } from "../applicationLimits.ts";
import { EngineFault } from "../errors.ts";

type Zen = typeof import("@gorules/zen-engine");
type ZenDecision = ReturnType<InstanceType<Zen["ZenEngine"]>["createDecision"]>;

/** Which program decided, in which exact version, as receipts have it. */
export type EngineName = { readonly name: string; readonly version: string };

/** Decides by a table in JDM. */
export interface RuleEngine {
  /** Asked for once it has answered. */
  readonly name: EngineName;
  /** @param ruleText the rules of an item as canonical JSON. Throws `EngineFault`. */
  review(rules: RuleSet, ruleText: string, facts: Facts): Promise<Review>;
}

const packageName = "@gorules/zen-engine";
const decisionsKept = 64;

/**
 * GoRules' engine. It is native code of its own package for each platform, and is loaded when something is first decided: where
 * it is missing, nothing is decided without a person.
 */
export class ZenRuleEngine implements RuleEngine {
  readonly #decisions = new BoundedCache<string, ZenDecision>(decisionsKept);
  readonly #load: () => Promise<Zen>;
  #name: EngineName | null = null;
  #loaded: Promise<InstanceType<Zen["ZenEngine"]>> | null = null;

  constructor(load: () => Promise<Zen> = () => import("@gorules/zen-engine")) {
    this.#load = load;
  }

  get name(): EngineName {
    this.#name ??= { name: packageName, version: installedVersion() };
    return this.#name;
  }

  async review({ table }: RuleSet, ruleText: string, facts: Facts): Promise<Review> {
    // What is missing is not this engine's to judge: it would give the last row's outcome.
    const missing = table.inputs.map(({ field }) => field).filter((field) => !(field in facts));
    if (missing.length > 0) return toReview({ kind: "cannot-tell", missing }, facts);
    try {
      const decision = await this.#decision(ruleText);
      const answer = await inTime(decision.evaluate({ ...facts }, { trace: true }));
      return read(table, answer, facts);
    } catch (error) {
      throw error instanceof EngineFault ? error : new EngineFault("the rule engine failed", error);
    }
  }

  async #decision(ruleText: string): Promise<ZenDecision> {
    const kept = this.#decisions.get(ruleText);
    if (kept !== undefined) return kept;
    this.#loaded ??= this.#load()
      .then(({ ZenEngine }) => new ZenEngine())
      .catch((error: unknown) => {
        this.#loaded = null;
        throw error;
      });
    const decision = (await this.#loaded).createDecision(withAllCells(ruleText));
    this.#decisions.set(ruleText, decision);
    return decision;
  }
}

type Content = {
  readonly inputs: readonly { readonly id: string }[];
  readonly outputs: readonly { readonly id: string }[];
  readonly rules: readonly Readonly<Record<string, string>>[];
};
type Graph = { readonly nodes: readonly { readonly content?: Content }[] };

/** The table of the rules. A cell that a row leaves out is empty: the engine takes it for one that never holds. */
function withAllCells(ruleText: string): object {
  const { table } = JSON.parse(ruleText) as { table: Graph };
  const nodes = table.nodes.map(({ content, ...node }) => {
    if (content === undefined) return node;
    const columns = [...content.inputs, ...content.outputs];
    const empty = Object.fromEntries(columns.map(({ id }) => [id, ""]));
    return {
      ...node,
      content: { ...content, rules: content.rules.map((row) => ({ ...empty, ...row })) },
    };
  });
  return { ...table, nodes };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new EngineFault("the rule engine did not answer in time")),
    applicationLimits.engineMs,
  );
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

type Answer = Awaited<ReturnType<ZenDecision["evaluate"]>>;

function read(table: RuleSet["table"], { result, trace }: Answer, facts: Facts): Review {
  const node = Object.values(trace ?? {}).find(({ traceData }) => traceData?.rule !== undefined);
  if (node === undefined) return toReview({ kind: "none", nearly: [] }, facts);
  const row = (node.traceData as { rule?: { _id?: unknown } }).rule?._id;
  const index = table.rows.findIndex(({ id }) => id === row);
  if (index === -1 || typeof result !== "object" || result === null)
    throw new EngineFault("the rule engine named a row that is not of the table");
  const outputs = Object.fromEntries(Object.entries(result).filter(([, value]) => value !== null));
  const decided = { row: String(row), index, outputs: outputs as Record<string, string> };
  return toReview({ kind: "decided", rows: [decided], nearly: [] }, facts);
}

function installedVersion(): string {
  const { resolve } = createRequire(import.meta.url);
  const file = resolve(`${packageName}/package.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
