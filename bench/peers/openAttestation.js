import { verifySignature, wrapDocument } from "@govtechsg/open-attestation";

/** OpenAttestation 2.0 wraps a document in salted hashes; who issued it is asked of a chain, not here. */
export async function openAttestation({ claims }) {
  const document = {
    ...claims,
    issuers: [
      {
        name: "Futian Police",
        documentStore: "0x1111111111111111111111111111111111111111",
        identityProof: { type: "DNS-TXT", location: "sello.example" },
      },
    ],
  };
  const issue = () => wrapDocument(document);
  const wrapped = issue();
  return {
    name: "@govtechsg/open-attestation 6.9.7",
    issue,
    verify: {
      "verify the hashes, no signature": () => {
        if (!verifySignature(wrapped)) throw new Error("not intact");
      },
    },
  };
}
