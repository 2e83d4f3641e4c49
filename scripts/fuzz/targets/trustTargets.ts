import {
  formatSelloFile,
  parseFoundEntries,
  parseSelloFile,
  parseTrustList,
  SelloError,
  type TrustList,
  toAuthorityId,
  verify,
  withAllEntries,
  withEntries,
  withTrust,
} from "@sello/sdk";
import { formatTrustHead } from "@sello/sdk/trust";
import {
  allEntries,
  findEntries,
  headList,
  headNote,
  toHeadWorld,
} from "../../../test/support/headWorld.ts";
import { issOf, worldTimes, worldTypes } from "../../../test/support/world.ts";
import { type FuzzTarget, requireSame, Unsound } from "../FuzzTarget.ts";
import { sampleWorld } from "./sampleWorld.ts";

const heads = toHeadWorld(sampleWorld);
const found = findEntries(heads, {
  authorities: [toAuthorityId(issOf("futian-police")), toAuthorityId("https://nobody.example")],
  documentTypes: [worldTypes.resident.id],
});
const dictionary = [
  '"path":[',
  '"before":null',
  '"index":',
  "sello-trust-entries/2\n",
  '"until":null',
];

let known: Promise<TrustList> | undefined;
const listOfWorld = () => {
  known ??= headList(heads.head, sampleWorld.signers);
  return known;
};

/** Whatever was accepted is what the head commits to. */
function requireGenuine({ authorities, documentTypes, absent }: TrustList): void {
  for (const { id } of [...authorities.values(), ...documentTypes.values()])
    if (absent.has(id)) throw new Unsound("an entry is there and is not");
  for (const [id, entry] of authorities) {
    const genuine = heads.authorities.find(id);
    const text = "proof" in genuine ? genuine.proof.entry : "";
    requireSame(JSON.stringify(entry), text, "a forged authority");
  }
  for (const [id, entry] of documentTypes) {
    const genuine = heads.documentTypes.find(id);
    const text = "proof" in genuine ? genuine.proof.entry : "";
    requireSame(JSON.stringify(entry), text, "a forged document type");
  }
  for (const { id } of [...heads.authorities.entries, ...heads.documentTypes.entries])
    if (absent.has(id as never)) throw new Unsound("an entry was argued away");
}

const isRefusal = (error: unknown): boolean => error instanceof SelloError;

/** Heads and entries of trust list 2. */
export const trustTargets: readonly FuzzTarget[] = [
  {
    name: "trust-head",
    dictionary: ["deployments", "quorums", '"end":null', "sello-trust-list/2\n", "\u2014 "],
    samples: async () => [await headNote(heads.head, sampleWorld.signers)],
    read(input) {
      const list = parseTrustList(input.toString("utf8"));
      requireSame(formatTrustHead(list.head), list.note.text, "a head has two forms");
    },
    mayThrow: isRefusal,
  },
  {
    name: "trust-entries",
    dictionary,
    samples: async () => [JSON.stringify(found)],
    async read(input) {
      requireGenuine(withEntries(await listOfWorld(), parseFoundEntries(input.toString("utf8"))));
    },
    mayThrow: isRefusal,
  },
  {
    name: "all-trust-entries",
    dictionary,
    samples: async () => [allEntries(heads)],
    async read(input) {
      requireGenuine(withAllEntries(await listOfWorld(), input.toString("utf8")));
    },
    mayThrow: isRefusal,
  },
  {
    name: "file-with-entries",
    dictionary,
    samples: async () => {
      const { file } = await sampleWorld.make();
      return [formatSelloFile(withTrust(parseSelloFile(file), found))];
    },
    async read(input) {
      const verdict = await verify(input, await listOfWorld(), [], {}, worldTimes.now);
      if (verdict.outcome === "valid") throw new Unsound("nothing is known of its status");
    },
    // A verdict says what is wrong; it has no business throwing.
    mayThrow: () => false,
  },
];
