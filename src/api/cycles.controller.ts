import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../auth/matrix.js';
import { Policy, type WithActor } from '../auth/policy.js';
import { type CycleView, findCycle, listCycles, phaseNames, phasesOf } from '../monitor/cycle.js';
import { countPeople } from '../monitor/counts.js';
import { facetsOf } from '../monitor/facets.js';
import { listPeople, type PeopleFilter } from '../monitor/people.js';
import { type Reach, reachOf } from '../monitor/reach.js';
import type { Sql } from '../database/transaction.js';
import { signedIn } from './access.js';
import type { Counts, CycleDetail, CycleList, Facets, PeopleAnswer, PeopleQuery } from './contract.js';
import { cursorOf, positionIn } from './cursor.js';
import { Answers } from './describe.js';
import { ServiceProblem } from './problem.js';
import { Reading } from './reading.js';
import * as schemas from './schemas.js';

const Position = z.object({ key: z.string(), id: z.uuid() });

@Controller('api/v1/cycles')
export class CyclesController {
  constructor(@Inject(Reading) private readonly reading: Reading) {}

  @Get()
  @Policy('cycle.read')
  @Answers('All cycles of the organisation, newest first', schemas.CycleList)
  list(@Req() request: WithActor): Promise<CycleList> {
    const actor = signedIn(request);
    return this.reading.now(actor, async (tx) => ({
      items: await listCycles(tx, actor.organisationId, reachOf(actor)),
    }));
  }

  @Get(':cycle')
  @Policy('cycle.read')
  @Answers('One cycle, by id or short name, with its stages and phases', schemas.CycleDetail)
  one(@Req() request: WithActor, @Param('cycle') key: string): Promise<CycleDetail> {
    const actor = signedIn(request);
    return this.reading.now(actor, async (tx) => detailOf(await cycleIn(tx, actor, key), reachOf(actor)));
  }

  @Get(':cycle/facets')
  @Policy('cycle.read')
  @Answers('What the people of a cycle can be filtered by, with how many there are of each', schemas.Facets)
  facets(@Req() request: WithActor, @Param('cycle') key: string): Promise<Facets> {
    const actor = signedIn(request);
    return this.reading.now(actor, async (tx) => facetsOf(tx, await cycleIn(tx, actor, key), reachOf(actor)));
  }

  @Get(':cycle/counts')
  @Policy('cycle.read')
  @Answers('Distinct people by phase, stage and state, as of now', schemas.Counts)
  counts(@Req() request: WithActor, @Param('cycle') key: string): Promise<Counts> {
    const actor = signedIn(request);
    return this.reading.now(actor, async (tx, now) =>
      countPeople(tx, await cycleIn(tx, actor, key), new Date(now), reachOf(actor)),
    );
  }

  @Get(':cycle/people')
  @Policy('cycle.read')
  @Answers('The people behind a number: same filter, same total', schemas.PeopleAnswer)
  people(
    @Req() request: WithActor,
    @Param('cycle') key: string,
    @Query({ schema: schemas.PeopleQuery }) query: PeopleQuery,
  ): Promise<PeopleAnswer> {
    const actor = signedIn(request);
    return this.reading.now(actor, async (tx, now) => {
      const view = await cycleIn(tx, actor, key);
      const page = { limit: query.limit, sort: query.sort, after: positionIn(query.cursor, Position) };
      const question = { view, filter: filterOf(query), page, now: new Date(now), reach: reachOf(actor) };
      const { items, next, ...rest } = await listPeople(tx, question);
      // nobody reads in a list who is at work on their own case
      const shown = items.map((line) =>
        line.employeeId === actor.personId ? { ...line, waitsFor: null } : line,
      );
      return { ...rest, items: shown, next: next ? cursorOf(next) : null };
    });
  }
}

/** The cycle by id or short name; a problem when the organisation has none. */
export async function cycleIn(tx: Sql, actor: Actor, key: string): Promise<CycleView> {
  const view = await findCycle(tx, actor.organisationId, key);
  if (!view) throw unknownCycle();
  return view;
}

const unknownCycle = () => new ServiceProblem(404, 'notFound', 'There is no such cycle.');

function filterOf({ phase, stage, state, late, held, department, manager, q }: PeopleQuery): PeopleFilter {
  if (state !== undefined && stage === undefined) {
    throw new ServiceProblem(400, 'badRequest', 'A state is a state of a stage: say which stage.');
  }
  return { phase, stage, state, department, manager, text: q, late: late === '1', held: held === '1' };
}

function detailOf(view: CycleView, reach: Reach): CycleDetail {
  const { id, name, slug, status, startsOn, launchedAt, version } = view;
  // whoever was left out has no place yet that a scope could be compared with
  const leftOut = reach === null ? view.leftOut : [];
  return {
    ...{ id, name, slug, status, startsOn, launchedAt, version },
    stages: view.cycle.stages.map((stage) => ({ id: stage.id, name: stage.name, phase: stage.phase })),
    phases: phasesOf(view.cycle).map((phase) => ({ id: phase, name: phaseNames[phase] })),
    leftOut: leftOut.map((person) => ({
      number: person.number,
      name: person.name,
      reasons: person.problems.map(({ text }) => text),
    })),
  };
}
