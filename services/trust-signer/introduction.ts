import { SelloError } from "@sello/sdk";
import {
  formatNote,
  type NoteSigner,
  parseNote,
  parseVerifierKey,
  signNote,
  verifyNote,
} from "@sello/sdk/log";

/** Says that an office goes on with another key. */
export type Introduction = {
  readonly network: string;
  readonly office: string;
  /** vkeys. */
  readonly oldKey: string;
  readonly newKey: string;
};

const firstLine = "sello-trust-signer/1";

const toText = ({ network, office, oldKey, newKey }: Introduction): string =>
  `${[firstLine, network, office, oldKey, newKey].join("\n")}\n`;

/** A C2SP signed note, signed by those of the two keys that are here. */
export const introduce = async (
  introduction: Introduction,
  signers: readonly NoteSigner[],
): Promise<string> => formatNote(await signNote(toText(introduction), signers));

/** The same note with the signature of one more key. */
export async function alsoSign(note: string, signer: NoteSigner): Promise<string> {
  const { text, signatures } = parseNote(note);
  const added = await signNote(text, [signer]);
  return formatNote({ text, signatures: [...signatures, ...added.signatures] });
}

/** What a note says that both keys have signed; null for any other text. */
export async function readIntroduction(note: string): Promise<Introduction | null> {
  try {
    const parsed = parseNote(note);
    const [first, network = "", office = "", oldKey = "", newKey = ""] = parsed.text.split("\n");
    const introduction = { network, office, oldKey, newKey };
    if (first !== firstLine || toText(introduction) !== parsed.text) return null;
    const keys = [oldKey, newKey].map(parseVerifierKey);
    const { attested, forged } = await verifyNote(parsed, keys);
    const isSigned = keys.every((own) => attested.some(({ key }) => key === own));
    return isSigned && forged.length === 0 ? introduction : null;
  } catch (error) {
    if (error instanceof SelloError) return null;
    throw error;
  }
}
