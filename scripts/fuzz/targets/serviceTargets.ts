import { parseHolderKey } from "../../../services/issuing/parseHolderKey.ts";
import { registryRequestTypes } from "../../../services/ledger/evm/abi/registryRequestTypes.ts";
import { ServiceError } from "../../../services/platform/errors.ts";
import {
  isValue,
  type RegistryRequest,
  registryRequestShape,
} from "../../../services/registry/changes/RegistryRequest.ts";
import { encodeMany, encodeRequest } from "../../../services/registry/changes/registryCalls.ts";
import { parseStatusListUri, toStatusListUri } from "../../../services/status/statusListUri.ts";
import { parsePolicy } from "../../../services/verifying/parsePolicy.ts";
import {
  formatAddCheckpoint,
  parseAddCheckpoint,
} from "../../../services/witness/addCheckpoint.ts";
import { makeEcKey } from "../../../test/support/keys.ts";
import { type FuzzTarget, requireSame } from "../FuzzTarget.ts";
import { sampleWorld } from "./sampleWorld.ts";

const mayThrow = (error: unknown): boolean => error instanceof ServiceError;

/** JSON that the HTTP edge has already read: text that is not JSON does not come so far. */
const jsonReader = (
  name: string,
  samples: () => readonly unknown[],
  dictionary: readonly string[],
  read: (value: unknown) => unknown,
): FuzzTarget => ({
  name,
  dictionary,
  mayThrow,
  samples: async () => samples().map((sample) => JSON.stringify(sample)),
  read(input) {
    const json = toJson(input);
    return json === undefined ? undefined : read(json.value);
  },
});

function toJson(input: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(input.toString("utf8")) };
  } catch {
    return undefined;
  }
}

const sampleOf: Readonly<Record<string, unknown>> = {
  bytes32: `0x${"0a".repeat(32)}`,
  address: `0x${"0b".repeat(20)}`,
  bool: true,
  bytes: `0x${"0d".repeat(64)}`,
  uint8: 3,
  uint64: "1800000000",
  uint256: "7",
  string: "南山区",
};

const registryRequests = () =>
  Object.entries(registryRequestTypes).map(([operation, fields]) => ({
    operation,
    values: Object.fromEntries(
      fields.filter(isValue).map(({ name, type }) => [name, sampleOf[type]]),
    ),
    authorization: {
      signer: sampleOf.address,
      nonce: "0",
      deadline: "1800000000",
      signature: `0x${"0c".repeat(65)}`,
    },
  }));

const publicUrl = "https://sello.example";

/** Readers of the service that take what a client sent. */
export const serviceTargets: readonly FuzzTarget[] = [
  {
    name: "add-checkpoint",
    dictionary: ["old ", "old 0\n", "\n\n", "\u2014 "],
    samples: async () => {
      const checkpoint = await sampleWorld.checkpointNote(9, new Uint8Array(32).fill(3));
      const proof = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));
      return [
        formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint }),
        formatAddCheckpoint({ oldSize: 5, proof, checkpoint }),
      ];
    },
    read(input) {
      const text = input.toString("utf8");
      const request = parseAddCheckpoint(text);
      if (request !== null) requireSame(formatAddCheckpoint(request), text, "two forms");
    },
    mayThrow: () => false,
  },
  jsonReader("registry-change", registryRequests, Object.keys(registryRequestTypes), (value) => {
    const parsed = registryRequestShape.safeParse(value);
    // Values that pass can be sent to the contract.
    if (parsed.success) encodeMany([encodeRequest(parsed.data as RegistryRequest)]);
  }),
  jsonReader(
    "policy",
    () => [
      {},
      {
        clockSkewSeconds: 60,
        statusAgeSecondsMax: 3_600,
        documentTypes: [`${publicUrl}/types/resident-id/1`],
        keyBinding: { required: true, audience: "a", nonce: "n", ageSecondsMax: 300 },
        mayBeUnknown: ["status", "checkpoint"],
      },
    ],
    ["mayBeUnknown", "signature", "issuer-known", "documentTypes"],
    parsePolicy,
  ),
  jsonReader(
    "holder-key",
    () => [makeEcKey().jwk],
    ["P-256", "EC", '"d":"AA",'],
    (value) => {
      if (value !== null && typeof value === "object") parseHolderKey(value as never);
    },
  ),
  {
    name: "status-list-uri",
    dictionary: ["/v1/status-lists/", "//", "%2f", "?", "#"],
    samples: async () => [toStatusListUri(publicUrl, { slug: "nanshan", number: 12 })],
    read(input) {
      const uri = input.toString("utf8");
      const name = parseStatusListUri(publicUrl, uri);
      if (name !== null) requireSame(toStatusListUri(publicUrl, name), uri, "two forms");
    },
    mayThrow: () => false,
  },
];
