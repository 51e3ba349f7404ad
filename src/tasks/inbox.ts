import { Inject, Injectable } from '@nestjs/common';
import type { Activity } from '../../dsl/index.js';
import type { Definition, Instant } from '../../workflows/index.js';
import type { Actor } from '../auth/matrix.js';
import { CLOCK, type Clock } from '../clock.js';
import { CycleDefinitions } from '../cycles/definitions.js';
import { Database } from '../database/database.js';
import type { Sql } from '../database/transaction.js';
import { rulesOf, writesAlong } from './rules.js';
import { doneTasks, openTasks, type TaskRow, tasksNear } from './rows.js';
import { titleOf, type TaskSubject } from './words.js';

export type InboxLine = { task: TaskRow; title: string };
export type InboxView = {
  now: Instant;
  zone: string;
  name: string;
  open: InboxLine[];
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

  /** The tasks of the actor. `done` holds at most 20, newest first. */
  async of({ organisationId, personId }: Actor): Promise<InboxView> {
    return await this.database.transaction(organisationId, async (tx) => {
      const now = await this.clock.now(tx);
      const [me] = await tx.query<{ name: string; zone: string }>(
        `select given_name || ' ' || family_name as name, time_zone as zone from employee
         where organisation_id = $1 and id = $2`,
        [organisationId, personId],
      );
      const open = await openTasks(tx, organisationId, personId);
      const done = await doneTasks(tx, organisationId, personId, 20);
      return {
        now,
        zone: me?.zone ?? 'UTC',
        name: me?.name ?? '',
        open: await this.lines(tx, organisationId, open),
        along: await this.along(tx, organisationId, personId),
        done: await this.lines(tx, organisationId, done),
      };
    });
  }

  private async along(tx: Sql, organisationId: string, personId: string): Promise<InboxLine[]> {
    const lines: InboxLine[] = [];
    for (const { task, roles } of await tasksNear(tx, organisationId, personId)) {
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
