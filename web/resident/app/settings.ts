import { Store } from "./Store.ts";

/** What is remembered on this device beside the language. */
export type Settings = {
  /** Large type, few choices, read aloud. */
  readonly isSimple: boolean;
  /** `null`: as the device has it. */
  readonly scheme: "light" | "dark" | null;
};

const key = "sello.resident.settings";
const version = 1;
const initial: Settings = { isSimple: false, scheme: null };

/** What was kept, by any version of the app; what it cannot read is as if it were not there. */
export function readSettings(text: string | null): Settings {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    if (typeof kept !== "object" || kept === null) return initial;
    const { isSimple, scheme } = kept as Partial<Settings>;
    return {
      isSimple: isSimple === true,
      scheme: scheme === "light" || scheme === "dark" ? scheme : null,
    };
  } catch {
    return initial;
  }
}

function readKept(): Settings {
  try {
    return readSettings(localStorage.getItem(key));
  } catch {
    return initial;
  }
}

export const settings = new Store<Settings>(readKept());

/** Puts the settings on the page. */
export function applySettings(): void {
  const { isSimple, scheme } = settings.value;
  const { dataset } = document.documentElement;
  dataset.simple = String(isSimple);
  if (scheme === null) delete dataset.scheme;
  else dataset.scheme = scheme;
}

/** Changes and keeps them. A browser that keeps nothing begins again at each visit. */
export function changeSettings(change: Partial<Settings>): void {
  settings.set({ ...settings.value, ...change });
  applySettings();
  try {
    localStorage.setItem(key, JSON.stringify({ version, ...settings.value }));
  } catch {
    // Storage is switched off.
  }
}
