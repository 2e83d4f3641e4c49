import { limits } from "../../platform/limits.ts";

const browsers = [
  ["Edge", /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /\b(?:Chrome|CriOS)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//],
] as const;

const systems = [
  ["Android", /Android/],
  ["iOS", /iPhone|iPad/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X/],
  ["Linux", /Linux/],
] as const;

/** A browser in few words, `Firefox 140, Linux`, as it calls itself; for its owner's list of sessions, and no proof. */
export function nameBrowser(userAgent: string): string {
  const browser = browsers.flatMap(([name, pattern]) => {
    const version = pattern.exec(userAgent)?.[1];
    return version === undefined ? [] : [`${name} ${version}`];
  })[0];
  const system = systems.find(([, pattern]) => pattern.test(userAgent))?.[0];
  // Other programs begin with their name and version (RFC 9110 §10.1.5).
  const other = /^[\w.-]+(?:\/[\w.-]+)?/.exec(userAgent)?.[0];
  const words = browser === undefined ? [other] : [browser, system];
  return words
    .filter((word) => word !== undefined)
    .join(", ")
    .slice(0, limits.browserCharacters);
}
