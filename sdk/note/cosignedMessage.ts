import { concatBytes, toUint64 } from "../encoding/bytes.ts";
import { encodeUtf8 } from "../encoding/utf8.ts";
import type { Checkpoint } from "./Checkpoint.ts";
import { NoteError } from "./NoteError.ts";

// C2SP tlog-cosignature, "ML-DSA-44 signed message": uint8 label[12].
const label = encodeUtf8("subtree/v1\n\0");

/**
 * C2SP tlog-cosignature, "ML-DSA-44 signed message": the `cosigned_message` structure for a whole
 * tree, serialised as RFC 8446 §3 says. Extension lines are not in it ("no statement is made about
 * them"). Throws NoteError `note.checkpoint` for a name or origin that does not fit.
 */
export function toCosignedMessage(
  { origin, size, root }: Checkpoint,
  cosignerName: string,
  timestamp: number,
): Uint8Array {
  return concatBytes([
    label,
    toOpaque(cosignerName), // opaque cosigner_name<1..2^8-1>
    toUint64(timestamp), // RFC 8446 §3.3, big endian: uint64 timestamp, the one of the timestamped_signature
    toOpaque(origin), // opaque log_origin<1..2^8-1>, "without the final newline"
    toUint64(0), // uint64 start: "If signing a checkpoint, it MUST be zero"
    toUint64(size), // uint64 end: "If signing a checkpoint, it is the size of the tree"
    root, // uint8 hash[32]
  ]);
}

// RFC 8446 §3.4: a vector of at most 2^8-1 bytes has its length before it, in one byte.
function toOpaque(text: string): Uint8Array {
  const bytes = encodeUtf8(text);
  if (bytes.length < 1 || bytes.length > 255) {
    throw new NoteError("note.checkpoint", "a name or origin does not have 1 to 255 bytes");
  }
  return concatBytes([Uint8Array.of(bytes.length), bytes]);
}
