const hour = 3_600;
const day = 24 * hour;

/** How long a link opens, in seconds. The longest is a minute short of what the service takes: clocks differ. */
export const terms = { hour, day, week: 7 * day, month: 30 * day - 60 } as const;

export type Term = keyof typeof terms;
export const termNames = Object.keys(terms) as Term[];

/** A key binding counts for a day at most (`keyBindingSecondsMax`): for longer, the document goes without one. */
export const isBound = (term: Term): boolean => terms[term] <= day;
