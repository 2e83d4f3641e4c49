import type { Express, Request, Response } from "express";
import { z } from "zod";
import { demoWalletPaths } from "../../services/http/demoWalletPaths.ts";
import { requireOwnOrigin } from "../../services/http/routes/checkCsrf.ts";
import { readBody } from "../../services/http/routes/readBody.ts";
import { limits } from "../../services/platform/limits.ts";
import type { DemoWallet } from "./DemoWallet.ts";

const { wallet: walletPath, officers: officersPath } = demoWalletPaths;

const request = z.strictObject({
  method: z.string().max(64),
  params: z.array(z.unknown()).max(4).default([]),
});

const body = {
  "application/json": { as: "json", schema: request, maxBytes: limits.demoWalletBytes },
} as const;

/** Adds the demo's wallet to an app, for pages of this origin. A wallet's answer is `{ "result": … }`. */
export function mountDemoWallet(app: Express, wallet: DemoWallet, publicUrl: string): void {
  const begin = (path: string, asked: Request, response: Response) => {
    response.locals.route = path;
    requireOwnOrigin(asked.headers.origin, publicUrl);
    response.set("cache-control", "no-store");
  };
  app.get(officersPath, async (asked, response) => {
    begin(officersPath, asked, response);
    response.json(await wallet.officers());
  });
  app.post(walletPath, async (asked, response) => {
    begin(walletPath, asked, response);
    const { value } = await readBody(asked, body);
    const { method, params } = value as z.output<typeof request>;
    response.json({ result: await wallet.request(method, params) });
  });
}
