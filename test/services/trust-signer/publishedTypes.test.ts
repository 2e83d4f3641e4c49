import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { afterEach, beforeEach, test } from "node:test";
import { toTypeFile } from "@sello/api";
import type { Hex } from "@sello/sdk";
import { EntryIndex, formatDocumentType } from "@sello/sdk/trust";
import { privateKeyToAccount } from "viem/accounts";
import { toTrustedDocumentType } from "../../../services/registry/trust/toTrustedDocumentType.ts";
import {
  approvalTypedData,
  contentOf,
} from "../../../services/registry/types/published/approvalTypedData.ts";
import type { PublishedType } from "../../../services/registry/types/published/PublishedType.ts";
import { toTypeOfFile } from "../../../services/registry/types/readTypeFiles.ts";
import { HeadRefused } from "../../../services/trust-signer/errors.ts";
import { signWithTypes } from "../../../services/trust-signer/OfferedTypes.ts";
import type { TrustSigner } from "../../../services/trust-signer/TrustSigner.ts";
import { sampleDesign } from "../../support/sampleDesign.ts";
import { idOf, publicUrl, suspended } from "./FakeRegistry.ts";
import { now, OfficeScene, placeOf, types } from "./OfficeScene.ts";

const accountOf = (digit: string) => privateKeyToAccount(`0x${digit.repeat(64)}`);
/** Of the desk, of the city above it, and of nobody. */
const [desk, city, stranger] = [accountOf("1"), accountOf("2"), accountOf("3")] as const;
type Account = typeof desk;

let scene: OfficeScene;
let office: TrustSigner;
beforeEach(async () => {
  scene = await OfficeScene.open();
  scene.registry.mine(
    now - 3_000,
    active("city"),
    active("desk"),
    appointed("desk", desk, 1),
    appointed("city", city, 1),
  );
  office = scene.start();
});
afterEach(() => scene.dispose());

const active = (slug: string) => ({
  name: "AuthorityStateChanged",
  args: { authority: idOf(slug), state: "1" },
});
const appointed = (slug: string, { address }: Account, roles: number) => ({
  name: "OfficerChanged",
  args: { authority: idOf(slug), officer: address, roles: String(roles) },
});

const fileOf = (change: Parameters<typeof sampleDesign>[0] = {}) =>
  JSON.stringify(toTypeFile(sampleDesign(change)));
const typeOf = (file: string) => {
  const { name, version } = JSON.parse(file);
  return toTypeOfFile(`${name}-${version}.json`, file, { publicUrl }).type;
};

async function published(
  file: string,
  by: readonly Account[],
  authority = idOf("desk"),
  signed = file,
): Promise<PublishedType> {
  const { chainId, registry } = placeOf("a");
  const type = typeOf(file);
  const approvals = by.map(async (account) => {
    const signer = account.address.toLowerCase() as Hex;
    const asked = {
      ...{ chainId, registry, signer, authority, documentType: type.id },
      ...{ name: `${type.name}/${type.version}`, content: contentOf(signed) },
    };
    const signature = await account.signTypedData(approvalTypedData(asked));
    return { account: signer, signature, chainId, registry };
  });
  return { authority, file, approvals: await Promise.all(approvals) };
}

/** What the service would have signed with these types beside the office's own. */
async function sign(version: number, listed: readonly PublishedType[], offered = listed) {
  const all = [...types, ...listed.map(({ file }) => typeOf(file))].map(toTrustedDocumentType);
  const tree = new EntryIndex(all.map((type) => ({ id: type.id, text: formatDocumentType(type) })));
  const request = await scene.request(
    { version, documentTypes: tree.tree },
    { types: listed.map(({ file }) => contentOf(file)) },
  );
  return signWithTypes(office, request, async () => offered);
}

const refused = (listed: readonly PublishedType[], version = 2) =>
  assert.rejects(sign(version, listed), { code: "trust_list.other_types" });

test("a type that two administrators approved is signed, and asked of nobody a second time", async () => {
  const type = await published(fileOf(), [desk, city]);
  assert.equal((await sign(1, [type])).length, 1);
  scene.registry.mine(now - 20, appointed("desk", desk, 0), appointed("city", city, 0));
  // Its officers are others by now, its process is another: what was accepted stays.
  office = scene.start();
  assert.equal((await sign(2, [type], [])).length, 1);
  assert.equal(readdirSync(scene.directory).filter((name) => name.startsWith("type.")).length, 1);
  // A service whose backup is older leaves it out.
  assert.equal((await sign(3, [])).length, 1);
});

test("it refuses a type that fewer approved, that others approved, or that is another one", async () => {
  assert.equal((await sign(1, [])).length, 1);
  await refused([await published(fileOf(), [])]);
  await refused([await published(fileOf(), [desk])]);
  await refused([await published(fileOf(), [desk, desk])]);
  await refused([await published(fileOf(), [desk, stranger])]);
  await refused([await published(fileOf({ copiesMax: 9 }), [desk, city], idOf("desk"), fileOf())]);
  // The desk's officer has no part in the city's types.
  await refused([await published(fileOf(), [desk, city], idOf("city"))]);
  const good = await published(fileOf(), [desk, city]);
  const elsewhere = good.approvals.map((each) => ({ ...each, registry: placeOf("b").registry }));
  await refused([{ ...good, approvals: elsewhere }]);
  const broken = good.approvals.map((each) => ({ ...each, signature: "0x1234" as Hex }));
  await refused([{ ...good, approvals: broken }]);
  assert.deepEqual(
    readdirSync(scene.directory).filter((name) => name.startsWith("type.")),
    [],
  );
  assert.equal((await sign(2, [good])).length, 1, "the version is still free");
});

test("officers who were dismissed, or of an authority that is suspended, approve nothing", async () => {
  const type = await published(fileOf(), [desk, city]);
  scene.registry.mine(now - 20, suspended("desk"));
  await refused([type], 1);
  scene.registry.mine(now - 15, active("desk"), appointed("desk", desk, 6));
  await refused([type], 1);
  scene.registry.mine(now - 10, appointed("desk", desk, 1));
  assert.equal((await sign(1, [type])).length, 1);
});

test("names: none of the office's own files, and none of another authority's type", async () => {
  const [own] = types;
  const named = fileOf({ name: own?.name as string, version: 9 });
  await refused([await published(named, [desk, city])], 1);
  const first = await published(fileOf(), [desk, city]);
  assert.equal((await sign(1, [first])).length, 1);
  scene.registry.mine(now - 20, appointed("city", stranger, 1));
  const taken = await published(fileOf({ version: 2 }), [city, stranger], idOf("city"));
  await refused([first, taken]);
  const other = await published(fileOf({ copiesMax: 1 }), [desk, city]);
  await refused([other]);
  const next = await published(fileOf({ version: 2 }), [desk, city]);
  assert.equal((await sign(2, [first, next])).length, 1);
});

test("many types are sent in pieces, and an office that takes none is asked once more", async () => {
  const many = await Promise.all(
    ["a", "b", "c"].map((name) => published(fileOf({ name: `dog-${name}` }), [desk, city])),
  );
  const accepted: string[] = [];
  const sizes: number[] = [];
  const slow = {
    sign: async ({ offered }: { readonly offered: readonly PublishedType[] }) => {
      sizes.push(offered.length);
      accepted.push(...offered.slice(0, 1).map(({ file }) => contentOf(file)));
      if (accepted.length < many.length)
        throw new HeadRefused("trust_list.other_types", "other", { accepted });
      return [];
    },
  };
  const request = await scene.request({}, { types: many.map(({ file }) => contentOf(file)) });
  await signWithTypes(slow, request, async () => many);
  assert.deepEqual(sizes, [0, 3, 2, 1]);
  const stubborn = {
    sign: async () => {
      throw new HeadRefused("trust_list.other_types", "other", { accepted: [] });
    },
  };
  await assert.rejects(
    signWithTypes(stubborn, request, async () => many),
    {
      code: "trust_list.other_types",
    },
  );
});
