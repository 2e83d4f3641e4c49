import { z } from "zod";
import type { Services } from "../compose/Services.ts";
import { json } from "../http/routes/Reply.ts";
import { type AnyRoute, route } from "../http/routes/Route.ts";

const figures = z
  .object({
    documents: z.int().meta({ description: "Copies of documents in the log." }),
    logSize: z.int().meta({ description: "Entries of the log, all of which are counted." }),
  })
  .meta({ id: "Figures" });

export const figureRoutes = ({ figures: counted }: Services): AnyRoute[] => [
  route({
    method: "get",
    path: "/v1/figures",
    operation: "getFigures",
    tag: "log",
    summary: "How many documents the log holds, and in how many entries",
    description: "May be some seconds old; the two belong together.",
    access: "public",
    replies: { 200: { description: "Them.", content: { "application/json": figures } } },
    handle: async () => {
      const { documents, logSize } = await counted.current();
      return json(
        figures,
        { documents, logSize },
        { headers: { "cache-control": "public, max-age=5" } },
      );
    },
  }),
];
