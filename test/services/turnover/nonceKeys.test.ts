import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toAuthorityId } from "@sello/sdk";
import { DemoOfficersDesk } from "../../../dev/demo-city/DemoOfficersDesk.ts";
import { cityFounder } from "../../../dev/demo-city/demoOfficers.ts";
import { toIss } from "../../../services/registry/toIss.ts";
import { GoverningActs } from "../../../services/turnover/GoverningActs.ts";
import { nonceKeyOf, type Turnover } from "../../../services/turnover/Turnover.ts";
import { startPostgres } from "../../support/postgres.ts";
import {
  type OpenRegistry,
  openRegistry,
  publicUrl,
  startAnvil,
} from "../registry/registryChain.ts";

const names = JSON.stringify({ zh: "市", es: "Ciudad", en: "City" });
const city = toAuthorityId(toIss(publicUrl, "city"));

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let anvil: Awaited<ReturnType<typeof startAnvil>>;
let open: OpenRegistry;
before(async () => {
  [postgres, anvil] = await Promise.all([startPostgres(), startAnvil()]);
  const { database } = await postgres.database();
  open = await openRegistry(anvil.url, database, async (keys) => {
    const { address } = await keys.createOrLoad(cityFounder.wallet, "secp256k1");
    return { city, iss: toIss(publicUrl, "city"), names, administrator: address };
  });
  await open.advance();
});
after(async () => {
  await anvil.stop();
  await postgres.stop();
});

/** The city appoints an account, as a step of a turnover. */
function appoint(id: string, officer: `0x${string}`) {
  const { changes, keys, registry } = open;
  const acts = new GoverningActs({ desk: new DemoOfficersDesk(keys, changes), changes });
  const values = { authority: city, officer, roles: 8 };
  const act = {
    name: "grant",
    operations: [{ operation: "SetOfficer", values }] as const,
    isEffective: async () => {
      await registry.refresh();
      return (await registry.byId(city)).officers.some(({ address }) => address === officer);
    },
  };
  return (data: Turnover["data"]) => acts.advance({ id, data } as Turnover, act);
}

test("what one officer signs for several turnovers takes effect in one block: none waits, or is refused", async () => {
  const ids = [
    "01890a5d-ac96-774b-bcce-b302099a8057",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "00000000-0000-0000-0000-000000000001",
  ];
  const advances = ids.map((id, index) => appoint(id, `0x${`a${index}`.repeat(20)}`));
  const begun = [];
  // Each is signed before any other is in a block.
  for (const advance of advances) begun.push(await advance({}));
  await open.advance();
  for (const [index, advance] of advances.entries())
    assert.equal(await advance(begun[index]?.data ?? {}), null);
  assert.ok(
    ids.every((id) => nonceKeyOf({ id }) < 10n ** 57n),
    "as the API takes it",
  );
});
