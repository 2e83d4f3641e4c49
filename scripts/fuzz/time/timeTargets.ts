import { Readable } from "node:stream";
import { apiLimits, type ImportFormat } from "@sello/api";
import { parseSelloFile, limits as sdkLimits, unpackSelloFile } from "@sello/sdk";
import { parseJson } from "../../../services/http/routes/parseJson.ts";
import { DocumentDrafter } from "../../../services/issuing/DocumentDrafter.ts";
import { receiveFile } from "../../../services/issuing/imports/receiveFile.ts";
import { ServiceError } from "../../../services/platform/errors.ts";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import { sampleClaims } from "../../../test/services/registry/sampleClaims.ts";
import type { FuzzTarget } from "../FuzzTarget.ts";
import { allTargets } from "../targets/allTargets.ts";
import { sampleDocuments } from "../targets/sampleWorld.ts";
import type { TimeTarget } from "./searchSlowest.ts";

/** What is let in where it is not the size of a request: by the reader's own limit, or by who hands it on. */
const sizes: Readonly<Record<string, number>> = {
  "add-checkpoint": sdkLimits.noteBytesMax,
  base64: sdkLimits.documentBytesMax,
  base64url: sdkLimits.documentBytesMax,
  checkpoint: sdkLimits.noteBytesMax,
  csv: apiLimits.claimsBytes,
  hex: sdkLimits.documentBytesMax,
  ndjson: apiLimits.claimsBytes,
  note: sdkLimits.noteBytesMax,
  "packed-sello-file": sdkLimits.selloFileBytesMax,
  presentation: sdkLimits.selloFileBytesMax,
  "sd-jwt": sdkLimits.documentBytesMax,
  "sd-jwt-json": sdkLimits.documentBytesMax,
  "sello-file": sdkLimits.selloFileBytesMax,
  "status-list": sdkLimits.statusTokenBytesMax,
  "tlog-proof": sdkLimits.proofBytesMax,
  verify: sdkLimits.selloFileBytesMax,
};

const types = new FileDocumentTypes({ publicUrl: "https://sello.example", directories: [] });
const nowMs = Date.UTC(2026, 10, 28);
const drafter = new DocumentDrafter({ types, digests: null as never, publicUrl: "" });

async function receive(format: ImportFormat, input: Buffer): Promise<void> {
  const nowhere = { header: async () => {}, segment: async () => {}, rejections: async () => {} };
  await receiveFile(Readable.from([input]), { format }, nowhere);
}

/** Readers alone, where the target of the same name also writes again what was read. */
const readers: Readonly<Record<string, FuzzTarget["read"]>> = {
  // What the process that takes a file in does with a piece of it; rows are read in threads, for who may issue.
  csv: (input) => receive("csv", input),
  ndjson: (input) => receive("ndjson", input),
  "packed-sello-file": unpackSelloFile,
  "sello-file": (input) => parseSelloFile(input.toString("utf8")),
};

/** The JSON of a request, from bytes to values. */
const bodyTarget: TimeTarget = {
  name: "json-body",
  bytesMax: apiLimits.verifyBodyBytes,
  dictionary: ["\\ud800", "\\u0000", "__proto__"],
  samples: async () =>
    (await sampleDocuments()).map(({ file }) => JSON.stringify({ presentation: file })),
  read: (input) => parseJson(input),
  mayThrow: (error) => error instanceof ServiceError,
};

const claimTargets = types.all().map(
  (type): TimeTarget => ({
    name: `claims of ${type.name} ${type.version}`,
    bytesMax: apiLimits.claimsBytes,
    dictionary: Object.keys(type.inputSchema.properties as object),
    samples: async () => [JSON.stringify(sampleClaims[type.name])],
    read(input) {
      const claims: unknown = parseJson(input);
      if (typeof claims === "object" && claims !== null && !Array.isArray(claims))
        drafter.read({ type, nowMs }, { claims: claims as Record<string, unknown> });
    },
    mayThrow: (error) => error instanceof ServiceError,
  }),
);

/** Every reader and check that strangers' input reaches, with the largest input that reaches it. */
export const timeTargets: readonly TimeTarget[] = [
  ...allTargets.map((target) => ({
    ...target,
    read: readers[target.name] ?? target.read,
    bytesMax: sizes[target.name] ?? apiLimits.claimsBytes,
  })),
  bodyTarget,
  ...claimTargets,
];
