/** What public holidays add to messages about dates. */

/** A reason, and the holidays on the way where they are a part of it. */
export const withHolidays = (why: string): string[] => [
  `${why} Public holidays in {land} on the way: {holidays}.`,
  why,
];
/** Help, and where else it is so, if the title names one country. */
export const withOthers = (help: string): string[] => [`${help} It is so in {others} too.`, help];
