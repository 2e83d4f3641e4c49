import {
  acceptSuccessor,
  type Presentation,
  parsePresentation,
  parseSelloFile,
  parseTrustList,
  SelloError,
  type StatusList,
  type TrustList,
  verify,
  verifyTrustList,
} from "@sello/sdk";
import { formatTrustList } from "@sello/sdk/trust";
import { residentClaims, worldTimes } from "../../../test/support/world.ts";
import { type FuzzTarget, requireSame, Unsound } from "../FuzzTarget.ts";
import { sampleDocuments, sampleWorld, withoutDigest } from "./sampleWorld.ts";

const genuine: Readonly<Record<string, unknown>> = residentClaims;
const ownMembers = new Set(["iss", "vct", "iat", "nbf", "exp", "cnf", "status", "_sd", "_sd_alg"]);
const words = ["_sd", "...", "status_list", '"format":"sello/1"', "\u2014 ", "index ", "extra "];

let known: Promise<{ trust: TrustList; list: StatusList }> | undefined;
const trustOfWorld = () => {
  known ??= Promise.all([sampleWorld.trustList(), sampleWorld.statusList()]).then(
    ([trust, list]) => ({ trust, list }),
  );
  return known;
};

async function samples() {
  const documents = await sampleDocuments();
  // The digest of a file finds any change; without it the change is for the other checks to find.
  const files = documents.map(({ file }) => withoutDigest(parseSelloFile(file)));
  return [
    ...files,
    ...documents.map(({ file }) => file),
    ...documents.map(({ document }) => document),
  ];
}

/** A verdict that says "valid" may only be about what was issued. */
async function judge(input: Buffer): Promise<void> {
  const { trust, list } = await trustOfWorld();
  const presentation = parsePresentation(input);
  const { outcome } = await verify(presentation, trust, [list], {}, worldTimes.now);
  if (outcome === "valid") requireGenuine(presentation);
}

function requireGenuine(presentation: Presentation): void {
  if (!presentation.wellFormed) throw new Unsound("malformed, and yet valid");
  for (const [name, value] of Object.entries(presentation.disclosed.claims)) {
    if (ownMembers.has(name)) continue;
    requireSame(JSON.stringify(value), JSON.stringify(genuine[name]), `claim ${name} is forged`);
  }
}

const listText = async () => formatTrustList(sampleWorld.trustListContent());

/** What nobody who is pinned signed must not be taken for signed. */
async function judgeTrustList(input: Buffer): Promise<void> {
  const list = parseTrustList(input.toString("utf8"));
  const keys = sampleWorld.trustListContent().signers.map(({ key }) => key);
  const verified = await verifyTrustList(list, { keys, quorum: 2 });
  requireSame(verified.note.text, await listText(), "a forged trust list");
}

/** Whole judgements over changed inputs: no fault, no hang, and nothing forged that passes. */
export const verifyTargets: readonly FuzzTarget[] = [
  {
    name: "presentation",
    dictionary: words,
    samples,
    read: (input) => parsePresentation(input),
    // It says what is wrong; it has no business throwing.
    mayThrow: () => false,
  },
  { name: "verify", dictionary: words, samples, read: judge, mayThrow: () => false },
  {
    name: "verify-trust-list",
    dictionary: words,
    samples: async () => [await sampleWorld.trustListNote()],
    read: judgeTrustList,
    mayThrow: (error) => error instanceof SelloError,
  },
  {
    name: "trust-list-successor",
    dictionary: words,
    samples: async () => [
      await sampleWorld.trustListNote({ ...sampleWorld.trustListContent(), version: 2 }),
    ],
    async read(input) {
      const { trust } = await trustOfWorld();
      const next = await acceptSuccessor(trust, input.toString("utf8"));
      const expected = { ...sampleWorld.trustListContent(), version: 2 };
      requireSame(next.note.text, formatTrustList(expected), "a forged trust list");
    },
    mayThrow: (error) => error instanceof SelloError,
  },
];
