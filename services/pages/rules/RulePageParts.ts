import type { JsonAnswer } from "../../http/routes/Route.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";

export type ItemAnswer = JsonAnswer<"getServiceItem">;
export type RuleTextAnswer = JsonAnswer<"getPublishedRules">;
export type FiguresAnswer = JsonAnswer<"getDecisionFigures">;

/** What the pages about rules show: what the API tells everybody. */
export type RulePageParts = {
  readonly serviceItems: {
    list(): Promise<JsonAnswer<"listServiceItems">["items"]>;
    /** Unknown: `NotFound` `service_item.unknown`. */
    get(item: string): Promise<unknown>;
    /** Unknown: `NotFound` `service_item.unknown`, `rules.unknown`. */
    version(item: string, number: number): Promise<RuleTextAnswer>;
  };
  readonly decisionFigures: { get(): Promise<FiguresAnswer> };
  readonly documentTypes: Pick<FileDocumentTypes, "all">;
};
