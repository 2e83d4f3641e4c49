import { type NoteSigner, signNote } from "@sello/sdk/log";
import type { TrustOffices } from "../../services/registry/trust/TrustOffices.ts";

/** Offices that sign whatever they are asked to, with keys that a test holds. */
export const localOffices = (
  signers: () => readonly { readonly vkey: string; readonly signer: NoteSigner }[],
): TrustOffices => ({
  async sign({ text, signers: wanted }) {
    const asked = signers().filter(({ vkey }) => wanted.includes(vkey));
    const { signatures } = await signNote(
      text,
      asked.map(({ signer }) => signer),
    );
    return { signatures, problems: [] };
  },
  problems: async () => [],
});
