import { mountDemoOutbox } from "../../dev/demo-outbox/mountDemoOutbox.ts";
import { DemoSamples } from "../../dev/demo-samples/DemoSamples.ts";
import { mountDemoSamples } from "../../dev/demo-samples/mountDemoSamples.ts";
import { DemoShop } from "../../dev/demo-shop/DemoShop.ts";
import { mountDemoShop } from "../../dev/demo-shop/mountDemoShop.ts";
import { mountDemoWallet } from "../../dev/demo-wallet/mountDemoWallet.ts";
import { type App, type AppOptions, createApp } from "../http/createApp.ts";
import { unlimitedRates } from "../http/middleware/limitRates.ts";
import { buildOpenApi } from "../http/openapi/buildOpenApi.ts";
import { healthRoutes } from "../operations/healthRoutes.ts";
import { mountPages } from "../pages/mountPages.ts";
import { problemPage } from "../pages/problemPage.ts";
import type { WebAssets } from "../pages/WebAssets.ts";
import { apiRoutes } from "./apiRoutes.ts";
import { DemoSampleOffice } from "./DemoSampleOffice.ts";
import { DemoShopRegister } from "./DemoShopRegister.ts";
import type { Services } from "./Services.ts";

/**
 * The whole API with its pages.
 * @param assets scripts and styles of the pages; without them the pages work, but plainly
 */
export function composeApp(services: Services, options: AppOptions, assets?: WebAssets): App {
  const routes = apiRoutes(services);
  const { demoWallet, publicUrl } = services;
  const openApi = buildOpenApi(publicUrl);
  return createApp(
    {
      ...services,
      routes,
      mountPages: (app) => {
        if (services.demoOutbox !== null) mountDemoOutbox(app, services.demoOutbox);
        if (demoWallet !== null) {
          mountDemoWallet(app, demoWallet, publicUrl);
          mountDemoSamples(app, new DemoSamples(new DemoSampleOffice(services)));
          mountDemoShop(app, new DemoShop(new DemoShopRegister(services)), publicUrl);
        }
        mountPages(app, { ...services, isDemo: demoWallet !== null }, openApi, assets);
      },
      problemPage,
    },
    options,
  );
}

/** What a process without the API answers: whether it lives, whether it is well, and its figures. */
export const composeOperationsApp = (
  services: Services,
  options: Omit<AppOptions, "rateLimits">,
): App =>
  createApp(
    { ...services, routes: healthRoutes(services) },
    { ...options, rateLimits: unlimitedRates },
  );
