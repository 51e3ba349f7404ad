import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CommandBody, Instant } from '../../../workflows/index.js';
import { type Actor, allowed } from '../../auth/matrix.js';
import { CLOCK, type Clock } from '../../clock.js';
import { CycleDefinitions } from '../../cycles/definitions.js';
import { Database } from '../../database/database.js';
import type { Sql } from '../../database/transaction.js';
import type { Act, ActResult, Decided, ParticipantsPort } from '../../participants/contract.js';
import { Participants } from '../../participants/participants.js';
import { subjectOf } from '../../tasks/inbox.js';
import { taskById, type TaskRow } from '../../tasks/rows.js';
import { titleOf } from '../../tasks/words.js';
import type { Problems } from '../form/fields.js';
import type { FormValues } from '../form/values.js';
import { type Html, markup } from '../../html.js';
import { bodyOf } from './body.js';
import { foundFor } from './candidates.js';
import { decidedWords, type Gone, goneOf, keyOf, wasSent } from './gone.js';
import { loadCase, mayAct, type TaskCase, taskSubject } from './load.js';
import type { Candidate } from './peers.js';
import { problemsOf } from './refusals.js';
import { RightLost, stillMay } from './right.js';
import { changedSince } from './since.js';
import { draftStamp } from './stamp.js';
import { readWork } from './work.js';

export type Opened =
  | { kind: 'task'; task: TaskCase; candidates: readonly Candidate[] }
  | { kind: 'session'; task: TaskRow }
  | { kind: 'gone'; task: TaskRow; gone: Gone; sent: boolean }
  | { kind: 'unknown' };
/** `again`: the page once more with what was typed; nothing was decided. */
export type Acted =
  | { then: 'sent'; task: TaskCase }
  | { then: 'again'; status: 409 | 412 | 422; problems: Problems; notice: Html | null }
  | { then: 'gone'; text: string; task: TaskCase }
  | { then: 'broken'; incidentId: string }
  | { then: 'unknown' };
/** `stamp` names the draft as it is stored now; `at` when it was. */
export type Kept =
  { ok: true; stamp: string; at: Instant; zone: string } | { ok: false; status: number; detail: string };

/** A race that is only about versions, not about what the person saw, is run again this often. */
const tries = 5;

/** Opens tasks for their holders and carries out what they decide. Moves a participant only through the port. */
@Injectable()
export class TaskDoor {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Participants) private readonly participants: ParticipantsPort,
    @Inject(CycleDefinitions) private readonly definitions: CycleDefinitions,
  ) {}

  /** The task for its holder; `unknown` for everybody else, and for ids of no task. `values`: what was posted. Reads only. */
  async open(actor: Actor, id: string, values: FormValues | null = null): Promise<Opened> {
    return await this.database.transaction(actor.organisationId, (tx) => this.openIn(tx, actor, id, values));
  }

  private async openIn(tx: Sql, actor: Actor, id: string, values: FormValues | null): Promise<Opened> {
    const row = await taskById(tx, actor.organisationId, id);
    if (!row) return { kind: 'unknown' };
    const held =
      row.assigneeId === actor.personId && allowed(actor, 'read', 'task', taskSubject(actor, row)).allowed;
    if (!held && (row.status === 'closed' || row.sessionId !== null)) return { kind: 'unknown' };
    if (row.status === 'closed') {
      const sent =
        values !== null && (await wasSent(tx, actor.organisationId, actor.personId, values.one('key')));
      return { kind: 'gone', task: row, gone: await this.gone(tx, actor, row), sent };
    }
    if (row.sessionId !== null) return { kind: 'session', task: row };
    const task = await loadCase(tx, this.participants, actor, row);
    if (!task) return { kind: 'unknown' };
    const field = bodyOf(task).searches(task);
    const candidates = field ? await foundFor(field, tx, task, values) : [];
    return { kind: 'task', task, candidates };
  }

  private async gone(tx: Sql, actor: Actor, row: TaskRow): Promise<Gone> {
    const definition = await this.definitions.definitionOf(
      tx,
      actor.organisationId,
      row.cycleId,
      row.versionHash,
    );
    const now = await this.clock.now(tx);
    const [me] = await tx.query<{ zone: string }>(
      'select time_zone as zone from employee where organisation_id = $1 and id = $2',
      [actor.organisationId, actor.personId],
    );
    const title = titleOf(subjectOf(row, definition));
    return await goneOf(tx, actor.organisationId, row, title, {
      personId: actor.personId,
      zone: me?.zone ?? 'UTC',
      now,
    });
  }

  /** Carries out what was decided on an open task. */
  async act(task: TaskCase, values: FormValues): Promise<Acted> {
    if (task.helping || !mayAct(task)) {
      const problems = { task: task.helping ? notSent : notYours };
      return { then: 'again', status: 409, problems, notice: null };
    }
    const decline = values.one('do') === 'decline';
    const reading = decline
      ? { ok: true as const, command: declining(task), reason: values.one('decline-reason').trim() || null }
      : bodyOf(task).read(task, values);
    if (!reading.ok) return { then: 'again', status: 422, problems: reading.problems, notice: null };
    return await this.send(task, values, reading.command, reading.reason).catch((error: unknown) => {
      if (!(error instanceof RightLost)) throw error;
      return { then: 'again', status: 409, problems: { task: notAnyMore }, notice: null };
    });
  }

  /** Keeps what was typed as a draft, unless another window changed the draft meanwhile. */
  async keep(task: TaskCase, values: FormValues): Promise<Kept> {
    return await this.kept(task, values).catch((error: unknown) => {
      if (!(error instanceof RightLost)) throw error;
      return { ok: false, status: 409, detail: notAnyMore };
    });
  }

  private async kept(task: TaskCase, values: FormValues): Promise<Kept> {
    if (!mayAct(task)) return { ok: false, status: 409, detail: notYours };
    const command: CommandBody = { type: 'SAVE', stage: task.task.stage, work: readWork(task, values) };
    let now = task;
    for (let n = 0; n < tries; n++) {
      if (draftStamp(now) !== values.one('draft')) return { ok: false, status: 412, detail: otherWindow };
      const result = await this.advance(task, {
        key: `draft:${task.actor.personId}:${randomUUID()}`,
        reason: null,
        expectedVersion: now.kase.file.version,
        body: command,
      });
      if (!result.ok && result.why !== 'stale') return refusedDraft(result);
      const opened = await this.open(task.actor, task.task.id);
      if (opened.kind !== 'task')
        return { ok: false, status: 409, detail: 'This is no longer open; your text stays on this page.' };
      now = opened.task;
      if (result.ok) return { ok: true, stamp: draftStamp(now), at: result.at, zone: task.reader.zone };
    }
    return {
      ok: false,
      status: 503,
      detail: 'Somebody else is working on this too; trying again in a moment.',
    };
  }

  /** In the name of the reader, whose right is judged in the same transaction. */
  private advance(
    task: TaskCase,
    act: Pick<Act, 'key' | 'reason' | 'expectedVersion' | 'body'>,
  ): Promise<ActResult> {
    const { participantId } = task.kase;
    return this.participants.advance(
      task.actor.organisationId,
      { ...act, participantId, by: task.actor.personId, actingFor: null },
      (tx) => stillMay(tx, this.participants, task),
    );
  }

  private async send(
    task: TaskCase,
    values: FormValues,
    body: CommandBody,
    reason: string | null,
  ): Promise<Acted> {
    const seen = values.one('seen');
    const key = keyOf(task.actor.personId, values.one('key'));
    let version = versionIn(values);
    for (let n = 0; n < tries; n++) {
      const result = await this.advance(task, {
        key,
        reason,
        expectedVersion: version,
        body,
      });
      if (result.ok) return { then: 'sent', task };
      if (result.why !== 'stale') return await this.refused(task, values, result);
      const opened = await this.open(task.actor, task.task.id);
      if (opened.kind !== 'task') return { then: 'gone', text: this.decided(task, result.decided), task };
      // INVARIANT: only what the person saw counts; a colleague's draft in another stage is no reason to ask again
      const sameDraft = values.one('draft') === '' || values.one('draft') === draftStamp(opened.task);
      if (opened.task.seen !== seen || !sameDraft) return await this.stale(opened.task, version);
      version = result.version;
    }
    return {
      then: 'again',
      status: 409,
      problems: {},
      notice: markup`<p>Others are working on this right now. Send it once more.</p>`,
    };
  }

  private async refused(
    task: TaskCase,
    values: FormValues,
    result: Extract<ActResult, { ok: false }>,
  ): Promise<Acted> {
    if (result.why === 'incident') return { then: 'broken', incidentId: result.incidentId };
    if (result.why !== 'refused') return { then: 'unknown' };
    const { refusal, decided } = result;
    const over = ['wrongState', 'notYours', 'closed', 'approvedAlready'].includes(refusal.code);
    const opened = over ? await this.open(task.actor, task.task.id) : null;
    if (opened?.kind === 'task')
      return { then: 'again', status: 422, problems: { decision: notPossible }, notice: null };
    if (over) return { then: 'gone', text: this.decided(task, decided), task };
    return { then: 'again', status: 422, problems: problemsOf(refusal, task, values), notice: null };
  }

  private async stale(task: TaskCase, version: number): Promise<Acted> {
    const { organisationId } = task.actor;
    const changed = await this.database.transaction(organisationId, (tx) =>
      changedSince(tx, organisationId, task.kase, version, task.reader.zone),
    );
    const notice = markup`<div class="notice late" role="alert" tabindex="-1" autofocus>
      <p>
        <strong
          >This changed while you had it open. Nothing was sent, and what you typed is still here.</strong
        >
      </p>
      ${changed}
      <p>Look at it again, then send.</p>
    </div>`;
    return { then: 'again', status: 412, problems: {}, notice };
  }

  private decided(task: TaskCase, decided: Decided | null): string {
    const thing = task.task.kind === 'work' ? 'This' : `The ${task.rules.stage.name.toLowerCase()}`;
    // INVARIANT: no peer is told of another
    const told = task.task.kind !== 'work' || task.rules.doer?.who.by !== 'peers';
    return decided && (told || decided.byId === task.actor.personId)
      ? decidedWords(decided, thing, task.reader.zone, task.kase.now)
      : 'This is no longer open: the cycle has moved on.';
  }
}

/** The version the page was drawn at; what is no version was never seen, and names none. */
function versionIn(values: FormValues): number {
  const version = values.one('version');
  return /^\d{1,9}$/.test(version) ? Number(version) : -1;
}

const notYours = 'Nobody decides about themselves, and nobody approves what they wrote.';
const notPossible = 'The rules of this cycle do not allow that now. Choose something else.';
const notAnyMore = 'This is not with you any more. Nothing was sent.';
const notSent = 'Whoever has this task sends it. You can save what you wrote.';
const otherWindow =
  'This draft was changed in another window. Reload to see it; what you typed stays on this page until then.';
const declining = (task: TaskCase): CommandBody => ({
  type: 'DECLINE',
  stage: task.task.stage,
  instead: null,
});

function refusedDraft(result: Extract<ActResult, { ok: false }>): Kept {
  if (result.why === 'incident')
    return { ok: false, status: 500, detail: 'This could not be saved. HR has been told.' };
  return { ok: false, status: 409, detail: 'This is no longer open; your text stays on this page.' };
}
