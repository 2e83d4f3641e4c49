import { SelloError } from "@sello/sdk";
import type { NoteSignature } from "@sello/sdk/log";
import { limits } from "../platform/limits.ts";
import { contentOf } from "../registry/types/published/approvalTypedData.ts";
import type { PublishedType } from "../registry/types/published/PublishedType.ts";
import type { SignRequest } from "./SignRequest.ts";

type Office = { sign(request: SignRequest): Promise<readonly NoteSignature[]> };

/**
 * Asks an office to sign. One that refuses since it lacks published types says which it has: it is sent the others, a piece
 * at a time, as long as it takes them. Throws what the office refuses.
 * @param published all of them, with the approvals that the office checks
 */
export async function signWithTypes(
  office: Office,
  request: Omit<SignRequest, "offered">,
  published: () => Promise<readonly PublishedType[]>,
): Promise<readonly NoteSignature[]> {
  let offered: readonly PublishedType[] = [];
  for (let held = -1; ; ) {
    try {
      return await office.sign({ ...request, offered });
    } catch (error) {
      const accepted = acceptedOf(error);
      if (accepted === null || accepted.size <= held) throw error;
      held = accepted.size;
      const listed = new Set<string>(request.types);
      const missing = (await published()).filter(({ file }) => {
        const content = contentOf(file);
        return listed.has(content) && !accepted.has(content);
      });
      offered = pieceOf(missing);
      if (offered.length === 0) throw error;
    }
  }
}

/** What the office has, where it refuses for other types. */
function acceptedOf(error: unknown): ReadonlySet<unknown> | null {
  if (!(error instanceof SelloError) || error.code !== "trust_list.other_types") return null;
  const { accepted } = error.data;
  return Array.isArray(accepted) ? new Set(accepted) : null;
}

function pieceOf(types: readonly PublishedType[]): readonly PublishedType[] {
  let bytes = 0;
  return types.filter((type, index) => {
    bytes += Buffer.byteLength(JSON.stringify(type));
    return index === 0 || bytes <= limits.trustTypesBytes;
  });
}
