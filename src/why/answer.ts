/** The answer to "why is this person here, and what happens next": one shape for the page, the API and the terminal. */
import type { Id, LocalDate } from '../../dsl/index.js';
import type { StageState } from '../../workflows/index.js';

/** Where in the pinned text a sentence comes from. `line` counts from 1. */
export type TextPlace = { path: string; line: number; text: string };
/** One sentence of an answer, complete by itself: "Due = 10 business days after opening, calendar \"Acme\"". */
export type Sentence = {
  about: 'opened' | 'waits' | 'due' | 'calendar' | 'doer' | 'rule' | 'exception' | 'state' | 'rating';
  text: string;
  place: TextPlace | null;
};
/** Something that happens by itself if nobody acts. `at` is ISO 8601 UTC, `on` the civil date in the doer's zone. */
export type Upcoming = {
  at: string;
  on: LocalDate;
  stage: Id;
  stageName: string;
  text: string;
  place: TextPlace | null;
};
export type StageWhy = {
  stage: Id;
  name: string;
  state: StageState;
  round: number;
  /** ISO 8601 UTC; null before the first opening. */
  openedAt: string | null;
  dueOn: LocalDate | null;
  dueAt: string | null;
  closedAt: string | null;
  /** Whole days past due, at least 1; null when it is not late. */
  lateDays: number | null;
  /** Who has it now; empty when it waits for a date, another stage or a group. */
  with: { id: string; name: string; since: string; days: number }[];
  sentences: Sentence[];
  ifNobodyActs: Upcoming[];
};
