/** The types of what `/api/v1` takes and answers; the schemas are the source. */
import type { z } from 'zod';
import type * as schemas from './schemas.js';

export type Me = z.infer<typeof schemas.Me>;
export type CycleList = z.infer<typeof schemas.CycleList>;
export type CycleDetail = z.infer<typeof schemas.CycleDetail>;
export type Facets = z.infer<typeof schemas.Facets>;
export type Counts = z.infer<typeof schemas.Counts>;
export type PeopleQuery = z.infer<typeof schemas.PeopleQuery>;
export type PeopleAnswer = z.infer<typeof schemas.PeopleAnswer>;
export type PageQuery = z.infer<typeof schemas.PageQuery>;
export type ParticipantAnswer = z.infer<typeof schemas.ParticipantAnswer>;
export type HistoryAnswer = z.infer<typeof schemas.HistoryAnswer>;
export type HistoryEntry = z.infer<typeof schemas.HistoryEntry>;
export type MailsAnswer = z.infer<typeof schemas.MailsAnswer>;
export type MyTask = z.infer<typeof schemas.MyTask>;
export type MyTasks = z.infer<typeof schemas.MyTasks>;
export type ClockMove = z.infer<typeof schemas.ClockMove>;
export type ClockAnswer = z.infer<typeof schemas.ClockAnswer>;
export type OwnerAct = z.infer<typeof schemas.OwnerAct>;
export type ActAnswer = z.infer<typeof schemas.ActAnswer>;
export type IncidentList = z.infer<typeof schemas.IncidentList>;
export type IncidentRetry = z.infer<typeof schemas.IncidentRetry>;
export type IncidentRetried = z.infer<typeof schemas.IncidentRetried>;
export type AwardsQuery = z.infer<typeof schemas.AwardsQuery>;
export type Problem = z.infer<typeof schemas.Problem>;
