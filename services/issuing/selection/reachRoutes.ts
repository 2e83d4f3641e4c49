import { json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import type { DocumentReader } from "../DocumentReader.ts";
import type { Reaches } from "./Reaches.ts";

export type ReachRouteParts = {
  readonly reaches: Pick<Reaches, "selection" | "figures">;
  readonly documents: Pick<DocumentReader, "list">;
  readonly documentTypes: Pick<FileDocumentTypes, "byName">;
};

export const reachRoutes = ({ reaches, documents, documentTypes }: ReachRouteParts): Route[] => [
  route("getReach", {
    handle: async ({ caller, params, query: { timeZone, ...filter } }) => {
      if (filter.type !== undefined) documentTypes.byName(filter.type);
      const selection = await reaches.selection(caller, params, filter);
      const zone = timeZone === undefined ? null : toZoneName(timeZone);
      return json(await reaches.figures(selection, zone));
    },
  }),
  route("listReach", {
    handle: async ({ caller, params, query: { after, limit, ...filter } }) => {
      const selection = await reaches.selection(caller, params, filter);
      return json(
        await documents.list({
          ...selection,
          ...(after === undefined ? {} : { after }),
          ...(limit === undefined ? {} : { limit }),
        }),
      );
    },
  }),
];

/** A zone may be written in many ways, and formats are kept by name. */
const toZoneName = (timeZone: string): string =>
  new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
