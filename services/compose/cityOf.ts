import { readFileSync } from "node:fs";
import type { Hex } from "@sello/sdk";
import { z } from "zod";
import { demoCity } from "../../dev/demo-city/demoCity.ts";
import { toCityDeployment } from "../../dev/demo-city/foundDemoCity.ts";
import type { City } from "../ledger/deployment/deployContracts.ts";
import type { Config } from "../platform/config.ts";
import { ConfigError } from "../platform/errors.ts";
import { toIss } from "../registry/toIss.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";

const name = z.string().min(1).max(200);

const cityFile = z.strictObject({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  names: z.strictObject({ zh: name, es: name, en: name }),
  /** Wallet of the first officer; its private key is never ours. */
  firstAdministrator: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
});

/** Who is at the root of the tree: the demo city, or the one that the operator's file describes. */
export async function cityOf(config: Config, publicUrl: string, keys: SealedKeys): Promise<City> {
  if (config.demo) {
    const { iss, administrator } = await toCityDeployment(publicUrl, keys);
    return { iss, names: demoCity.name, firstAdministrator: administrator };
  }
  if (config.cityFile === null)
    throw new ConfigError(
      "SELLO_CITY_FILE: say who is at the root of the city, or SELLO_DEMO=true",
    );
  const parsed = cityFile.safeParse(JSON.parse(readFileSync(config.cityFile, "utf8")));
  if (!parsed.success) throw new ConfigError(`SELLO_CITY_FILE: ${z.prettifyError(parsed.error)}`);
  const { slug, names, firstAdministrator } = parsed.data;
  return {
    iss: toIss(publicUrl, slug),
    names,
    firstAdministrator: firstAdministrator as Hex,
  };
}
