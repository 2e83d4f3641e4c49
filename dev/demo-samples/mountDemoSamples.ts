import type { Express } from "express";
import { sampleKinds, samplePath } from "../../services/http/demoSamplePaths.ts";
import type { DemoSamples } from "./DemoSamples.ts";

/** Adds the demo's samples to an app. Nothing in them is about anybody. */
export function mountDemoSamples(app: Express, samples: DemoSamples): void {
  for (const kind of sampleKinds)
    app.get(samplePath(kind), async (_, response) => {
      response.locals.route = samplePath(kind);
      const file = await samples.file(kind);
      response
        .set({
          "cache-control": "no-store",
          "content-disposition": `attachment; filename="sample-${kind}.sello"`,
        })
        .type("application/vnd.sello+json")
        .send(file);
    });
}
