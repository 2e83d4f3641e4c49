/** The languages of the interface: Simplified Chinese, Spanish, English. */
export const languages = ["zh", "es", "en"] as const;

export type Language = (typeof languages)[number];

/** A text for people, in every language of the interface. */
export type LocalizedText = { readonly [language in Language]: string };
