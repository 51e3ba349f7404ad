import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../auth/matrix.js';
import { CycleDefinitions } from '../../cycles/definitions.js';
import { Database } from '../../database/database.js';
import type { Sql } from '../../database/transaction.js';
import { subjectOf } from '../../tasks/inbox.js';
import { openTasks, taskById, type TaskRow } from '../../tasks/rows.js';
import { titleOf } from '../../tasks/words.js';
import { type Html, markup } from '../../html.js';
import { icons } from '../icons.js';
import { page, type Reader } from '../layout.js';

/** After sending: what happens next, and the next task. */
@Injectable()
export class DonePages {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CycleDefinitions) private readonly definitions: CycleDefinitions,
  ) {}

  /** The page after a task of the actor; null when there is no such task. */
  async page(actor: Actor, id: string, reader: Reader): Promise<string | null> {
    return await this.database.transaction(actor.organisationId, async (tx) => {
      const task = await taskById(tx, actor.organisationId, id);
      if (!task || task.assigneeId !== actor.personId) return null;
      const [next] = (await openTasks(tx, actor.organisationId, actor.personId, 2)).filter(
        (one) => one.id !== id,
      );
      const after = await this.whatNext(tx, actor, task);
      return page({
        title: 'Sent',
        where: task.cycleName,
        reader,
        body: markup`<p class="pill done">${icons.done}<span>Sent</span></p>
          <h1>Thank you</h1>
          <p class="lead">${after}</p>
          ${next ? await this.nextTask(tx, actor, next) : allDone}`,
      });
    });
  }

  private async nextTask(tx: Sql, { organisationId }: Actor, next: TaskRow): Promise<Html> {
    const definition = await this.definitions.definitionOf(
      tx,
      organisationId,
      next.cycleId,
      next.versionHash,
    );
    const title = titleOf(subjectOf(next, definition));
    return markup`<div class="card">
      <p class="small">Your next task</p>
      <p><strong>${title}</strong></p>
      <p class="actions">
        <a class="button primary" href="/t/${next.id}">Open it</a><a class="button" href="/tasks">All my tasks</a>
      </p>
    </div>`;
  }

  /** Who has it now, or that this step is over. Peers are never named. */
  private async whatNext(tx: Sql, { organisationId, personId }: Actor, task: TaskRow): Promise<string> {
    const rows = await tx.query<{ name: string; kind: string }>(
      `select distinct a.given_name || ' ' || a.family_name as name, t.kind from task t
       join employee a on a.organisation_id = t.organisation_id and a.id = t.assignee_id
       where t.organisation_id = $1 and t.participant_id = $2 and t.stage = $3 and t.status = 'open' and t.assignee_id <> $4`,
      [organisationId, task.participantId, task.stage, personId],
    );
    const approver = rows.find(({ kind }) => kind === 'approve' || kind === 'confirmPeers');
    const reader = rows.find(({ kind }) => kind === 'acknowledge');
    const author = rows.find(({ kind }) => kind === 'work');
    if (task.kind === 'approve' && task.outcome === 'refused')
      return author ? `${author.name} has it again, with your reason.` : 'It went back, with your reason.';
    if (approver) return `${approver.name} looks at it next.`;
    if (reader) return `${reader.name} can read it now and is told by mail.`;
    return 'This step is complete. You hear from us when there is something else to do.';
  }
}

const allDone = markup`<p>Nothing else waits for you.</p>
  <p class="actions"><a class="button" href="/tasks">All my tasks</a></p>`;
