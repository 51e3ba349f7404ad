/** Path of a Chromium or Chrome; null when there is none. */
export function browserPath(): string | null;
/** What to do about it, in one line. */
export const howToGetOne: string;
