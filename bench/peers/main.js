/**
 * Issues and verifies the same claims with other systems, each by turns with Sello, and prints figures as
 * JSON. Plain JavaScript: the types of these packages are there only where they are installed.
 */
import { buildDocument, verify } from "../../sdk/index.ts";
import { makeEcKey } from "../../test/support/keys.ts";
import { residentClaims, worldTimes } from "../../test/support/world.ts";
import { BenchCity } from "../BenchCity.ts";
import { compareRates } from "../measure/compareRates.ts";

const peers = { sdJwtVc: "./sdJwtVc.js", openAttestation: "./openAttestation.js" };
Object.assign(peers, { veramo: "./veramo.js", eas: "./eas.js" });

const quick = process.argv.includes("--quick");
const times = quick ? 10 : 200;
const rounds = 5;
const key = makeEcKey();
const shown = ["age_over_18", "district"];

async function makeOurs() {
  const city = await BenchCity.found();
  const files = await city.filesOfBatch(quick ? 16 : 1_024);
  const pool = new Uint8Array(16);
  const payload = {
    ...{ iss: "https://sello.example/authorities/futian-police" },
    ...{ vct: "https://sello.example/types/resident-id/1", iat: worldTimes.issued },
    status: { status_list: { idx: 1, uri: city.world.statusUri } },
    ...residentClaims,
  };
  const request = {
    header: { typ: "dc+sd-jwt", kid: key.kid },
    payload,
    disclosable: Object.keys(residentClaims),
    salt: () => crypto.getRandomValues(pool).slice(),
    sign: key.sign,
  };
  return {
    issue: { name: "Sello, issue", times, run: () => buildDocument(request) },
    verify: {
      name: "Sello, verify: signature, proof, 8 cosignatures, status",
      times,
      run: (turn) =>
        verify(files[turn % files.length], city.trustList, city.statusLists, {}, city.now),
    },
  };
}

async function measure(name, run, ours) {
  const { value, limit } = await compareRates({ name, times, run }, ours, { rounds });
  return { name, value, unit: "/s", limits: [limit] };
}

async function measurePeer(make, ours) {
  const peer = await make({ claims: residentClaims, key, shown });
  const figures = [await measure(`${peer.name}: issue`, peer.issue, ours.issue)];
  for (const [what, run] of Object.entries(peer.verify))
    figures.push(await measure(`${peer.name}: ${what}`, run, ours.verify));
  return figures;
}

const ours = await makeOurs();
const figures = [];
const errors = [];
for (const [name, file] of Object.entries(peers)) {
  try {
    const module = await import(file);
    figures.push(...(await measurePeer(module[name], ours)));
  } catch (error) {
    errors.push(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}
process.stdout.write(JSON.stringify({ figures, errors }));
