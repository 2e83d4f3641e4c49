import { formatSelloFile, present, sha256, verify } from "@sello/sdk";
import * as web from "../../../sdk/crypto/web.ts";
import { World, worldTimes } from "../../support/world.ts";

// Run by browser.test.ts; writes what the sdk said.
const world = new World({ witnessCount: 3, postQuantumCount: 3 });
const { now, published } = worldTimes;
const shown = await world.make();
const trustList = await world.trustList();
const fresh = await world.statusList();
world.statuses[4711] = 1;
const later = await world.statusList(published + 1);
const keyBinding = { sign: world.holder.sign, audience: "a", nonce: "n", iat: now };
const bound = await present(shown.document, ["sex"], { keyBinding });
const forged = shown.issuerJwt.replace(/.{8}$/, "AAAAAAAA");

const judge = async (file: string, lists = [fresh], policy = {}) =>
  (await verify(file, trustList, lists, policy, now)).outcome;

process.stdout.write(
  JSON.stringify({
    crypto: sha256 === web.sha256 ? "web" : "node",
    genuine: await judge(shown.file),
    postQuantum: await judge(shown.file, [fresh], { requirePostQuantum: true }),
    bound: await judge(formatSelloFile({ ...shown, document: bound })),
    forged: await judge(formatSelloFile({ ...shown, document: `${forged}~` })),
    revoked: await judge(shown.file, [fresh, later]),
  }),
);
