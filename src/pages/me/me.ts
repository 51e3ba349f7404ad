import { Inject, Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../dsl/index.js';
import { dateAt, type Goal, phaseOf, type OpenTask } from '../../../workflows/index.js';
import type { Actor } from '../../auth/matrix.js';
import { allowed } from '../../auth/matrix.js';
import { Database } from '../../database/database.js';
import type { Sql } from '../../database/transaction.js';
import type { Case, ParticipantsPort } from '../../participants/contract.js';
import { Participants } from '../../participants/participants.js';
import { dayWords } from '../../tasks/dates.js';
import { rulesOf, type StageRules } from '../../tasks/rules.js';
import { inSentence, type TaskSubject, titleOf } from '../../tasks/words.js';
import { goalsInForce } from '../form/parts.js';
import { releasedTo, type ResultView } from '../task/result.js';

export type OwnCycle = {
  name: string;
  /** The phases of the year; `now` is where the person stands. */
  steps: { name: string; place: 'past' | 'now' | 'later' }[];
  /** What happens now, without names of peers or numbers of answers; with the task when it is the person's own. */
  now: { text: string; taskId: string | null }[];
  next: string | null;
  result: ResultView;
  /** Whether the person has acknowledged, and when. */
  acknowledgedOn: string | null;
  goals: readonly Goal[];
};

/** The page of an employee: where they stand in their cycles, and their result once it is released. Reads only. */
@Injectable()
export class OwnCycles {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Participants) private readonly participants: ParticipantsPort,
  ) {}

  /** The cycles of the actor, newest first. */
  async of(actor: Actor): Promise<OwnCycle[]> {
    return await this.database.transaction(actor.organisationId, async (tx) => {
      const rows = await tx.query<{ id: string; name: string }>(
        `select p.id, c.name from participant p join cycle c on c.organisation_id = p.organisation_id and c.id = p.cycle_id
         where p.organisation_id = $1 and p.employee_id = $2 and p.status <> 'leftOut' order by c.launched_at desc, c.id`,
        [actor.organisationId, actor.personId],
      );
      const cycles: OwnCycle[] = [];
      for (const { id, name } of rows) {
        const kase = await this.participants.caseOf(tx, actor.organisationId, id);
        if (kase) cycles.push(await this.ownCycle(tx, actor, kase, name));
      }
      return cycles;
    });
  }

  private async ownCycle(tx: Sql, actor: Actor, kase: Case, name: string): Promise<OwnCycle> {
    const { organisationId, personId } = actor;
    const subject = { organisationId, personId, released: kase.file.released.length > 0 };
    const may =
      allowed(actor, 'read', 'result', subject).allowed && allowed(actor, 'read', 'rating', subject).allowed;
    const result = may
      ? releasedTo(kase, 'employee', personId)
      : { ratings: [], parts: [], releasedAt: null };
    return {
      name,
      steps: stepsOf(kase),
      now: nowOf(kase, personId),
      next: await nextOf(tx, organisationId, kase),
      result,
      acknowledgedOn: await acknowledged(tx, organisationId, kase, personId),
      goals: goalsInForce(kase.file),
    };
  }
}

const phaseWords: Readonly<Record<string, string>> = {
  planning: 'Planning',
  monitoring: 'Monitoring',
  developing: 'Developing',
  review: 'Review',
  calibration: 'Calibration',
  release: 'Release',
  appeal: 'Appeal',
  reward: 'Reward',
};

function stepsOf({ definition, file }: Case): OwnCycle['steps'] {
  const phases = [...new Set(definition.cycle.stages.map((stage) => stage.phase))];
  const phase = phaseOf(definition, file);
  const at = phase === 'closed' ? phases.length : phases.findIndex((one) => one === phase);
  return phases.map((one, n) => ({
    name: phaseWords[one] ?? one,
    place: n < at ? 'past' : n === at ? 'now' : 'later',
  }));
}

/** One sentence for each stage that is open. Who gives feedback, and how many have, is never told. */
function nowOf(kase: Case, personId: string): OwnCycle['now'] {
  const stages = new Set(kase.file.tasks.map((task) => task.stage));
  return [...stages].flatMap((stage) => {
    const tasks = kase.file.tasks.filter((task) => task.stage === stage);
    return sentence(kase, stage, tasks, personId) ?? [];
  });
}

function sentence(
  kase: Case,
  stageId: string,
  tasks: readonly OpenTask[],
  personId: string,
): OwnCycle['now'][number] | null {
  const { definition, world, file, now } = kase;
  const rules = rulesOf(definition.model, definition.cycle, stageId, file.stages[stageId]?.variant ?? []);
  if (!rules) return null;
  const [first] = tasks;
  const due = first?.dueOn ? `, until ${dayWords(first.dueOn, dateAt(file.person.zone, now))}` : '';
  const own = tasks.find((task) => task.person === personId);
  if (own) return { text: `${titleOf(wordsOf(own, rules, file.person.name))}${due}`, taskId: own.id };
  const nothing = 'Nothing to do for you.';
  if (rules.doer?.who.by === 'peers' && first?.kind === 'work')
    return { text: `Feedback is being collected${due}. ${nothing}`, taskId: null };
  const names = [...new Set(tasks.flatMap((task) => world.person(task.person)?.name ?? []))];
  const one = names.length === 1;
  const verbs = {
    approve: one ? 'looks at' : 'look at',
    work: one ? 'works on' : 'work on',
    other: one ? 'decides about' : 'decide about',
  };
  const verb = verbs[first?.kind === 'approve' || first?.kind === 'work' ? first.kind : 'other'];
  const text = `${names.join(' and ')} ${verb} the ${inSentence(rules.stage.name)}${due}. ${nothing}`;
  return names.length === 0 ? null : { text, taskId: null };
}

const wordsOf = (task: OpenTask, { stage, activities }: StageRules, name: string): TaskSubject => ({
  kind: task.kind,
  activities,
  stage,
  about: { name, isReader: true },
  asPeer: false,
});

async function nextOf(tx: Sql, organisationId: string, kase: Case): Promise<string | null> {
  const [row] = await tx.query<{ stage: string; on: LocalDate }>(
    `select stage, local_on as on from deadline where organisation_id = $1 and participant_id = $2 and timer in ('open', 'repeat')
       and stage <> '' order by due_at limit 1`,
    [organisationId, kase.participantId],
  );
  const stage = kase.definition.cycle.stages.find(({ id }) => id === row?.stage);
  const today = dateAt(kase.file.person.zone, kase.now);
  return row && stage ? `"${stage.name}" opens on ${dayWords(row.on, today)}.` : null;
}

async function acknowledged(
  tx: Sql,
  organisationId: string,
  kase: Case,
  personId: string,
): Promise<string | null> {
  const [row] = await tx.query<{ at: number }>(
    `select at from history where organisation_id = $1 and participant_id = $2 and actor_id = $3 and event in ('ACKNOWLEDGE', 'OBJECT')
     order by seq desc limit 1`,
    [organisationId, kase.participantId, personId],
  );
  return row
    ? dayWords(dateAt(kase.file.person.zone, row.at), dateAt(kase.file.person.zone, kase.now))
    : null;
}
