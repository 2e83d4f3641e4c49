import type { Hex } from "@sello/sdk";
import { demoOfficers, roles } from "../../dev/demo-city/demoOfficers.ts";
import type { LoadedItem } from "../applications/items/readServiceItems.ts";
import type { RuleVersion } from "../applications/rules/RuleVersion.ts";
import type { OfficerCaller } from "../http/Caller.ts";
import { describeFault } from "../platform/describeFault.ts";
import type { Logger } from "../platform/Logger.ts";
import type { KeyOfKind } from "../signing/keyKinds.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";
import type { Services } from "./Services.ts";

type Parts = {
  readonly services: Pick<Services, "ruleVersions" | "ruleStore" | "registry" | "items">;
  readonly keys: Pick<SealedKeys, "find">;
  readonly logger: Logger;
};

type Wallet = KeyOfKind["secp256k1"];
type Clerk = { readonly caller: OfficerCaller; readonly sign: (data: object) => Promise<Hex> };

/**
 * The rules that items came with, published and granted by the demo's officers, so that the demo decides by itself. Done before,
 * nothing happens; a grant that somebody ended stays ended.
 */
export class DemoRules {
  readonly #parts: Parts;
  #isStopping = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  stop(): void {
    this.#isStopping = true;
  }

  /** Throws nothing: without rules the demo goes on, and says so in its log. */
  async found(): Promise<void> {
    const { services, logger } = this.#parts;
    for (const loaded of services.items.all()) {
      if (this.#isStopping) return;
      try {
        await this.#publish(loaded);
      } catch (error) {
        const { slug: item } = loaded.item;
        logger.warn({ item, fault: describeFault(error) }, "the demo's rules were not published");
      }
    }
  }

  async #publish({ item }: LoadedItem): Promise<void> {
    const { services, keys } = this.#parts;
    const { ruleVersions, ruleStore, registry } = services;
    const { id: authority } = await registry.bySlug(item.answers);
    const all = await ruleStore.ofAuthorities([authority]);
    const own = all.filter((version) => version.item === item.slug);
    if (own.some(({ state }) => state === "published")) return;
    const clerks = await openClerks(keys, item.answers, authority);
    const [one, two] = clerks;
    if (one === undefined || two === undefined) return;
    // Of a start that was interrupted.
    for (const { id, revision } of own) await ruleVersions.discard(one.caller, id, revision);
    const begun = await ruleVersions.begin(one.caller, item.slug, { from: 0, until: null });
    const ready = await ruleVersions.review(one.caller, begun.id, begun.revision);
    for (const clerk of [one, two]) await this.#sign(clerk, ready);
    const data = await ruleVersions.toGrant(one.caller, ready.id);
    await ruleVersions.grant(one.caller, ready.id, await one.sign(data));
  }

  async #sign({ caller, sign }: Clerk, { id, revision }: RuleVersion): Promise<void> {
    const { ruleVersions } = this.#parts.services;
    const signature = await sign(await ruleVersions.toSign(caller, id));
    await ruleVersions.sign(caller, id, revision, signature);
  }
}

async function openClerks(
  keys: Pick<SealedKeys, "find">,
  office: string,
  authority: OfficerCaller["authority"],
): Promise<readonly Clerk[]> {
  const names = demoOfficers.filter(
    ({ slug, roles: given }) => slug === office && (given & roles.issue) !== 0,
  );
  const wallets = await Promise.all(names.map(({ wallet }) => keys.find(wallet, "secp256k1")));
  return wallets.flatMap((wallet) => (wallet === null ? [] : [toClerk(wallet, authority)]));
}

const toClerk = (wallet: Wallet, authority: OfficerCaller["authority"]): Clerk => ({
  caller: {
    ...{ kind: "officer", account: wallet.address.toLowerCase() as Hex, sessionId: "demo" },
    ...{ authority, actions: ["issue", "read"] },
  },
  sign: (data) => wallet.signTypedData(data as Parameters<typeof wallet.signTypedData>[0]),
});
