import type { Input } from "@sello/api/client";
import type { GoverningAct } from "../../../api/requests/useGoverningActs.ts";

type Given = Input<"signGoverningAct">["body"];

/** What a wallet elsewhere needs: for each request the parameter of `eth_signTypedData_v4`, and the hash to compare. */
export const formatActFile = ({ id, account, deadline, requests }: GoverningAct): string =>
  JSON.stringify(
    {
      format: "sello-act/1",
      ...{ id, account, deadline },
      requests: requests.map(({ operation, typedData, signedHash }) => ({
        ...{ operation, hash: signedHash, typedData },
      })),
      answer: { signer: "0x…", signatures: requests.map(() => "0x…") },
    },
    null,
    2,
  );

const hex = /^0x([0-9a-fA-F]{2})+$/;
const signerForm = /^0x([0-9a-fA-F]{40}|[0-9a-fA-F]{168})$/;

/** Reads the `answer` of such a file, by itself or within it, or bare signatures one a line; null: it is neither. */
export function readSignature(text: string, requests: number): Given | null {
  const given = readJson(text.trim()) ?? { signatures: text.trim().split(/\s+/) };
  const { signer, signatures } = given;
  const areSound =
    Array.isArray(signatures) &&
    signatures.length === requests &&
    signatures.every((each) => typeof each === "string" && hex.test(each));
  if (!areSound) return null;
  if (signer === undefined) return { signatures };
  return typeof signer === "string" && signerForm.test(signer) ? { signer, signatures } : null;
}

type Loose = { readonly signer?: unknown; readonly signatures?: unknown };

function readJson(text: string): Loose | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null) return null;
    const answer = (parsed as { readonly answer?: unknown }).answer ?? parsed;
    return answer as Loose;
  } catch {
    return null;
  }
}
