import { createRequire } from "node:module";
import { AbiCoder, Wallet } from "ethers";

// Its ES module imports names from lodash that Node does not find in a CommonJS package.
const { EAS, Offchain, OffchainAttestationVersion } = createRequire(import.meta.url)(
  "@ethereum-attestation-service/eas-sdk",
);

const types = { string: "string", boolean: "bool" };
const address = "0xA1207F3BBa224E2c9c3c6D5aF63D0eb1582Ce587";
const none = `0x${"00".repeat(32)}`;

// Its SchemaEncoder does not read what ethers 6.17 writes; it encodes by ABI, and so do we.
/** EAS off-chain attestations: EIP-712 with secp256k1, all claims in the open. */
export async function eas({ claims }) {
  const kinds = Object.values(claims).map((value) => types[typeof value]);
  const encode = () => AbiCoder.defaultAbiCoder().encode(kinds, Object.values(claims));
  const config = { address, version: "1.3.0", chainId: 1n };
  const offchain = new Offchain(config, OffchainAttestationVersion.Version2, new EAS(address));
  const signer = Wallet.createRandom();
  const issue = () =>
    offchain.signOffchainAttestation(
      {
        ...{ schema: none, recipient: signer.address, refUID: none, revocable: true },
        ...{ time: 1_799_992_800n, expirationTime: 0n, data: encode() },
      },
      signer,
    );
  const issued = await issue();
  return {
    name: "EAS SDK 2.10.0, off-chain",
    issue,
    verify: {
      "verify, all claims, signature only": () => {
        if (!offchain.verifyOffchainAttestationSignature(signer.address, issued))
          throw new Error("not verified");
      },
    },
  };
}
