import { createAgent } from "@veramo/core";
import { CredentialProviderJWT } from "@veramo/credential-jwt";
import { CredentialPlugin } from "@veramo/credential-w3c";
import { DIDManager, MemoryDIDStore } from "@veramo/did-manager";
import { getDidJwkResolver, JwkDIDProvider } from "@veramo/did-provider-jwk";
import { DIDResolverPlugin } from "@veramo/did-resolver";
import { KeyManager, MemoryKeyStore, MemoryPrivateKeyStore } from "@veramo/key-manager";
import { KeyManagementSystem } from "@veramo/kms-local";
import { Resolver } from "did-resolver";

/** Veramo's VC-JWT with ES256 and did:jwk, which is resolved without any network. */
export async function veramo({ claims }) {
  const agent = createAgent({
    plugins: [
      new KeyManager({
        store: new MemoryKeyStore(),
        kms: { local: new KeyManagementSystem(new MemoryPrivateKeyStore()) },
      }),
      new DIDManager({
        store: new MemoryDIDStore(),
        defaultProvider: "did:jwk",
        providers: { "did:jwk": new JwkDIDProvider({ defaultKms: "local" }) },
      }),
      new DIDResolverPlugin({ resolver: new Resolver(getDidJwkResolver()) }),
      new CredentialPlugin([new CredentialProviderJWT()]),
    ],
  });
  const issuer = await agent.didManagerCreate({ options: { keyType: "Secp256r1" } });
  const credential = {
    issuer: { id: issuer.did },
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    type: ["VerifiableCredential", "ResidentId"],
    issuanceDate: "2026-01-01T00:00:00Z",
    credentialSubject: { ...claims },
  };
  const issue = () => agent.createVerifiableCredential({ credential, proofFormat: "jwt" });
  const issued = await issue();
  return {
    name: "Veramo 7.0.1, VC-JWT",
    issue,
    verify: {
      "verify, all claims, signature only": async () => {
        const { verified, error } = await agent.verifyCredential({ credential: issued });
        if (!verified) throw new Error(error?.message ?? "not verified");
      },
    },
  };
}
