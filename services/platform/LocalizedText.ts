/** The languages of the interface: Simplified Chinese, Spanish, English. */
export const languages = ["zh", "es", "en"] as const;

export type Language = (typeof languages)[number];

export type LocalizedText = { readonly [language in Language]: string };
