import { Inject, Injectable } from '@nestjs/common';
import type { Activity } from '../../dsl/index.js';
import type { Definition, Instant } from '../../workflows/index.js';
import type { Actor } from '../auth/matrix.js';
import { CLOCK, type Clock } from '../clock.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import { Database } from '../database/database.js';
import type { Sql } from '../database/transaction.js';
import { alongRoles, rulesOf, writesAlong } from './rules.js';
import {
  type AlongStage,
  countOpen,
  doneTasks,
  type OpenPosition,
  openPosition,
  openTasks,
  runningVersions,
  type TaskRow,
  tasksNear,
} from './rows.js';
import { titleOf, type TaskSubject } from './words.js';

export type InboxLine = { task: TaskRow; title: string };
export type InboxView = {
  now: Instant;
  zone: string;
  name: string;
  /** A page of what is open. */
  open: InboxLine[];
  /** Open tasks in all. */
  total: number;
  /** After which task the next page begins; null on the last. */
  next: OpenPosition | null;
  /** Work of others in which the person may write along. */
  along: InboxLine[];
  done: InboxLine[];
};

/** What a person owes, due first, and what they did lately. Reads only. */
@Injectable()
export class InboxReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CycleDefinitions) private readonly definitions: CycleDefinitions,
  ) {}

  /** The tasks of the actor: `limit` open ones after `after`; at most 100 of others, soonest due first, and 20 that are done, newest first. */
  async of(
    { organisationId, personId }: Actor,
    limit = 50,
    after: OpenPosition | null = null,
  ): Promise<InboxView> {
    return await this.database.transaction(organisationId, async (tx) => {
      const now = await this.clock.now(tx);
      const [me] = await tx.query<{ name: string; zone: string }>(
        `select given_name || ' ' || family_name as name, time_zone as zone from employee
         where organisation_id = $1 and id = $2`,
        [organisationId, personId],
      );
      const found = await openTasks(tx, organisationId, personId, limit + 1, after);
      const open = found.slice(0, limit);
      const last = found.length > limit ? open.at(-1) : undefined;
      const done = await doneTasks(tx, organisationId, personId, 20);
      return {
        now,
        zone: me?.zone ?? 'UTC',
        name: me?.name ?? '',
        open: await this.lines(tx, organisationId, open),
        total: await countOpen(tx, organisationId, personId),
        next: last ? openPosition(last) : null,
        along: await this.along(tx, organisationId, personId),
        done: await this.lines(tx, organisationId, done),
      };
    });
  }

  private async along(tx: Sql, organisationId: string, personId: string): Promise<InboxLine[]> {
    const stages = await this.alongStages(tx, organisationId);
    const lines: InboxLine[] = [];
    // the statement knows the roles that a stage names, not for whom: whoever an exception leaves out is left out here
    for (let skip = 0; stages.length > 0 && lines.length < most; skip += most) {
      const near = await tasksNear(tx, organisationId, personId, stages, { limit: most, skip });
      lines.push(...(await this.alongOf(tx, organisationId, personId, near)));
      if (near.length < most) break;
    }
    return lines.slice(0, most);
  }

  /** Stages of running cycles in which somebody may write along. */
  private async alongStages(tx: Sql, organisationId: string): Promise<AlongStage[]> {
    const found: AlongStage[] = [];
    for (const { cycleId, hash } of await runningVersions(tx, organisationId)) {
      const { cycle } = await this.definitions.definitionOf(tx, organisationId, cycleId, hash);
      for (const stage of cycle.stages)
        for (const role of alongRoles(stage)) found.push({ cycleId, stage: stage.id, role });
    }
    return found;
  }

  private async alongOf(
    tx: Sql,
    organisationId: string,
    personId: string,
    near: Awaited<ReturnType<typeof tasksNear>>,
  ): Promise<InboxLine[]> {
    const lines: InboxLine[] = [];
    for (const { task, roles } of near) {
      const definition = await this.definitions.definitionOf(
        tx,
        organisationId,
        task.cycleId,
        task.versionHash,
      );
      const rules = rulesOf(definition.model, definition.cycle, task.stage, task.stageNow?.variant ?? []);
      if (rules && writesAlong(rules.doer, roles))
        lines.push({ task, title: titleOf(subjectOf(task, definition, personId)) });
    }
    return lines;
  }

  private async lines(tx: Sql, organisationId: string, tasks: readonly TaskRow[]): Promise<InboxLine[]> {
    const lines: InboxLine[] = [];
    for (const task of tasks) {
      const definition = await this.definitions.definitionOf(
        tx,
        organisationId,
        task.cycleId,
        task.versionHash,
      );
      lines.push({ task, title: titleOf(subjectOf(task, definition)) });
    }
    return lines;
  }
}

/** Tasks of others are a side line of the page. */
const most = 100;

/** The words a task is named by, for whoever holds it or reads it. */
export function subjectOf(task: TaskRow, definition: Definition, readerId = task.assigneeId): TaskSubject {
  const { model, cycle } = definition;
  const rules = rulesOf(model, cycle, task.stage, task.stageNow?.variant ?? []);
  const activities: readonly Activity[] = rules?.activities ?? [];
  return {
    kind: task.kind,
    activities,
    stage: rules?.stage ?? { name: task.stage, phase: 'review' },
    about: {
      name: task.employeeName ?? task.sessionGroup ?? 'the group',
      isReader: task.employeeId === readerId,
    },
    asPeer: rules?.doer?.who.by === 'peers',
  };
}
