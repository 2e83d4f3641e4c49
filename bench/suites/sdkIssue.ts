import { randomBytes } from "node:crypto";
import { buildDocument } from "@sello/sdk/issue";
import { draftSdJwt } from "../../services/issuing/draftSdJwt.ts";
import { makeEcKey } from "../../test/support/keys.ts";
import { residentClaims, worldTimes } from "../../test/support/world.ts";
import { compareRates, type Work } from "../measure/compareRates.ts";
import { rawSign } from "../measure/es256.ts";
import type { Suite } from "../Suite.ts";

const key = makeEcKey();
const names = Object.keys(residentClaims);
const members = {
  iss: "https://sello.example/authorities/futian-police",
  vct: "https://sello.example/types/resident-id/1",
  iat: worldTimes.issued,
  exp: worldTimes.validUntil,
  status: {
    status_list: { idx: 4_711, uri: "https://sello.example/v1/status-lists/futian-police/1" },
  },
};

/** Salts out of a pool, as any issuer of many documents draws them. */
function makeSalts(): () => Uint8Array {
  const pool = randomBytes(65_536);
  let at = 0;
  return () => {
    at = (at + 16) % pool.length;
    return pool.subarray(at, at + 16);
  };
}

function works(times: number): Work[] {
  const salt = makeSalts();
  const header = { typ: "dc+sd-jwt", kid: key.kid };
  const encoded = Buffer.from(JSON.stringify({ alg: "ES256", ...header })).toString("base64url");
  const payload = { ...members, ...residentClaims };
  const disclosable = new Set(names);
  return [
    {
      name: "services: draftSdJwt, which an import uses, and a signature",
      times,
      run() {
        const request = { header: encoded, members, claims: residentClaims, disclosable };
        return key.sign(Buffer.from(draftSdJwt(request).signingInput, "latin1"));
      },
    },
    {
      name: "sdk: buildDocument",
      times,
      run: () => buildDocument({ header, payload, disclosable: names, salt, sign: key.sign }),
    },
  ];
}

export const sdkIssue: Suite = {
  name: "sdk-issue",
  summary: "a document of 10 claims put together and signed, on one core",
  async run(scale) {
    const times = scale === "quick" ? 50 : 1_000;
    const figures = [];
    for (const work of works(times)) {
      const { value, limit, best } = await compareRates(work, rawSign(times), { rounds: 20 });
      figures.push({ name: work.name, value, unit: "/s" as const, limits: [limit], note: best });
    }
    return figures;
  },
};
