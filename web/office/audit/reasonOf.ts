import {
  deviceReasons,
  erasureReasons,
  phoneReasons,
  readingReasons,
  statusReasons,
} from "@sello/api";
import type { LocalizedText } from "@sello/sdk";

type Reasons = Readonly<Record<string, LocalizedText>>;

const ofPhones: Reasons = phoneReasons;
const ofOthers: Reasons = {
  ...deviceReasons,
  ...erasureReasons,
  ...readingReasons,
  ...Object.fromEntries(Object.entries(statusReasons).map(([code, { text }]) => [code, text])),
};

/** A reason of a line in words: a document that is lost is another thing than a phone. Undefined: not known here. */
export function reasonOf(action: string, code: string): LocalizedText | undefined {
  const [kind] = action.split(".");
  const reasons = kind === "registered_phones" ? ofPhones : ofOthers;
  return Object.hasOwn(reasons, code) ? reasons[code] : undefined;
}
