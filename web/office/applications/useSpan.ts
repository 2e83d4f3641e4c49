import { languageTags } from "../../ui/language.ts";
import { useFormats } from "../../ui/useFormats.ts";

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** How long something took, in the largest unit of which there are two, in words. */
export function useSpan(): (seconds: number) => string {
  const { language } = useFormats();
  return (seconds) => {
    const length = Math.max(0, seconds);
    const [unit, of] = units.find(([, each]) => length >= 2 * each) ?? ["second", 1];
    const format = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 } as const;
    return new Intl.NumberFormat(languageTags[language], format).format(Math.floor(length / of));
  };
}
