/** The languages of the interface: Chinese (zh-CN), Spanish, English. */
export type Language = "zh" | "es" | "en";

/** A text for people, in every language of the interface. */
export type LocalizedText = Readonly<Record<Language, string>>;
