/** What `/api/v1` answers: the shapes behind the OpenAPI document. Instants are ISO 8601 in UTC; civil dates `YYYY-MM-DD`. */
import type { Id, LocalDate } from '../../dsl/index.js';
import type { ParticipantPhase, StageState } from '../../workflows/index.js';
import type { Counts } from '../monitor/counts.js';
import type { CycleLine } from '../monitor/cycle.js';
import type { Facets, PersonLine } from '../monitor/people.js';
import type { StageWhy, Upcoming } from '../why/answer.js';

/** GET /me */
export type Me = {
  id: string;
  name: string;
  roles: string[];
  /** Null in production; in development the clock, so that the bar can show and move it. */
  development: { clock: string; moved: boolean; mayMove: boolean; mail: string } | null;
};
/** GET /cycles */
export type CycleList = { items: CycleLine[] };
/** GET /cycles/{id} */
export type CycleDetail = CycleLine & {
  stages: { id: Id; name: string; phase: ParticipantPhase }[];
  phases: { id: ParticipantPhase; name: string }[];
  leftOut: { number: string; name: string; reason: string }[];
  facets: Facets;
};
/** GET /cycles/{id}/counts, and every `counts` event of GET /cycles/{id}/live (server-sent events). */
export type CountsAnswer = Counts;
/** GET /cycles/{id}/people?phase=&stage=&state=&late=1&held=1&department=&manager=&q=&sort=name|due&limit=&cursor= */
export type PeopleAnswer = { items: PersonLine[]; total: number; next: string | null; asOf: string };
/** GET /participants/{id}; the ETag is the version. */
export type ParticipantAnswer = {
  id: string;
  version: number;
  cycle: { id: string; name: string; slug: string; versionNumber: number; hash: string };
  person: {
    id: string;
    number: string;
    name: string;
    title: string | null;
    department: string | null;
    country: string | null;
    timeZone: string;
    manager: { id: string; name: string } | null;
  };
  status: string;
  phase: ParticipantPhase;
  phaseName: string;
  outcome: string | null;
  /** Open stages first, in the order of the cycle. */
  stages: StageWhy[];
  /** The next things that happen by themselves, soonest first. */
  upcoming: Upcoming[];
  tasks: {
    id: string;
    stage: Id;
    stageName: string;
    kind: string;
    what: string;
    assignee: { id: string; name: string };
    openedAt: string;
    dueOn: LocalDate | null;
    late: boolean;
  }[];
  incident: { id: string; error: string; message: string; at: string; attempts: number } | null;
  mails: number;
  asOf: string;
};
/** GET /participants/{id}/history?limit=&cursor=, newest first. */
export type HistoryAnswer = { items: HistoryEntry[]; next: string | null; total: number };
export type HistoryEntry = {
  seq: number;
  at: string;
  event: string;
  stage: Id | null;
  stageName: string | null;
  /** A sentence in words of the cycle: "Priya Lind handed in the manager review". */
  text: string;
  by: { id: string; name: string } | null;
  actingFor: { id: string; name: string } | null;
  reason: string | null;
};
/** GET /participants/{id}/mails */
export type MailsAnswer = {
  items: { id: string; at: string; to: string; subject: string; status: string; reason: string }[];
};
/** RFC 9457. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  requestId: string;
  errors?: { field: string; message: string }[];
};
export type { Counts, CycleLine, Facets, ParticipantPhase, PersonLine, StageState, StageWhy, Upcoming };
