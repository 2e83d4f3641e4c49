import type { EcPublicJwk } from "@sello/sdk";
import type { ShopRegister } from "../../dev/demo-shop/DemoShop.ts";
import { systemClock, toSeconds } from "../platform/Clock.ts";
import { limits } from "../platform/limits.ts";
import type { Services } from "./Services.ts";

const district = "nanshan";
const actor = "demo:shop";

/** The demo's district registers the shop, as an administrator of it would. */
export class DemoShopRegister implements ShopRegister {
  readonly #parts: Pick<Services, "verifiers" | "registry">;

  constructor(parts: Pick<Services, "verifiers" | "registry">) {
    this.#parts = parts;
  }

  async register(key: EcPublicJwk): Promise<string> {
    const { verifiers, registry } = this.#parts;
    const { id: authority } = await registry.bySlug(district);
    const by = { authority, actor };
    // Of an earlier start: nobody has its key any more.
    for (const each of await verifiers.list([authority]))
      if (each.registeredBy === actor && each.endedAt === null) await verifiers.end(by, each.id);
    const { verifier } = await verifiers.register(by, {
      name: { zh: "南山书店", es: "Librería Nanshan", en: "Nanshan Bookshop" },
      homepage: "https://nanshan-bookshop.example",
      mayAsk: [{ type: "resident-id", claims: ["age_over_18", "district"] }],
      key,
      endsAt: toSeconds(systemClock.nowMs()) + limits.daySeconds * 30,
    });
    return verifier.id;
  }
}
