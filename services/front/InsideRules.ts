import type { JsonAnswer } from "../http/routes/Route.ts";
import type { InsideClient } from "./InsideClient.ts";

/** Service items and their rules, as the other process has them: this one may not read their tables. */
export class InsideRules {
  readonly #inside: InsideClient;

  constructor(inside: InsideClient) {
    this.#inside = inside;
  }

  async list() {
    const items = await this.#inside.call("serviceItems", {});
    return items as unknown as JsonAnswer<"listServiceItems">["items"];
  }

  /** Unknown: `NotFound` `service_item.unknown`. */
  async get(item: string) {
    const found = await this.#inside.call("itemRules", { item });
    return found as unknown as JsonAnswer<"getServiceItem">;
  }

  /** Unknown: `NotFound` `service_item.unknown`, `rules.unknown`. */
  async version(item: string, number: number) {
    const found = await this.#inside.call("ruleVersion", { item, number });
    return found as unknown as JsonAnswer<"getPublishedRules">;
  }
}

/** How decisions came out, as the other process counts it. */
export class InsideFigures {
  readonly #inside: InsideClient;

  constructor(inside: InsideClient) {
    this.#inside = inside;
  }

  async get() {
    const figures = await this.#inside.call("decisionFigures", {});
    return figures as unknown as JsonAnswer<"getDecisionFigures">;
  }
}
