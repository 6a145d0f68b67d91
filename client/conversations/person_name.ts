/** A person's name, with the uid where another person is called the same. */

export interface PersonName {
  uid: string;
  fullName: string;
  /** For lines without a place for the uid: with it where another person is called so too. */
  distinct?: string;
}

/** The name for a line in which no uid stands beside it. */
export function distinctName({ distinct, fullName }: PersonName): string {
  return distinct ?? fullName;
}
