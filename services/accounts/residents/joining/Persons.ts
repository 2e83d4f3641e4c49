/** What the city's documents say of a person: whom accounts belong to. */
export interface Persons {
  /** Whether an office of the city has issued the identity document of this person, and it stands. */
  isKnown(idNumber: string): Promise<boolean>;
  /** As their identity document says it, else any other; null: none does. */
  nameOf(idNumber: string): Promise<string | null>;
}
