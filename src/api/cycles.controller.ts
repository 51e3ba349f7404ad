import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { Policy, type WithActor } from '../auth/policy.js';
import { type CycleView, findCycle, listCycles, phaseNames, phasesOf } from '../monitor/cycle.js';
import { countPeople } from '../monitor/counts.js';
import { facetsOf, listPeople, type PeopleFilter } from '../monitor/people.js';
import type { Sql } from '../database/transaction.js';
import { signedIn } from './access.js';
import type { Counts, CycleDetail, CycleList, PeopleAnswer, PeopleQuery } from './contract.js';
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
    return this.reading.now(signedIn(request), async (tx) => ({ items: await listCycles(tx) }));
  }

  @Get(':cycle')
  @Policy('cycle.read')
  @Answers('One cycle, by id or short name, with what its people can be filtered by', schemas.CycleDetail)
  one(@Req() request: WithActor, @Param('cycle') key: string): Promise<CycleDetail> {
    return this.reading.now(signedIn(request), async (tx) => {
      const view = await cycleIn(tx, key);
      const line = (await listCycles(tx)).find((cycle) => cycle.id === view.id);
      if (!line) throw unknownCycle();
      return { ...line, ...partsOf(view), facets: await facetsOf(tx, view) };
    });
  }

  @Get(':cycle/counts')
  @Policy('cycle.read')
  @Answers('Distinct people by phase, stage and state, as of now', schemas.Counts)
  counts(@Req() request: WithActor, @Param('cycle') key: string): Promise<Counts> {
    return this.reading.now(signedIn(request), async (tx, now) =>
      countPeople(tx, await cycleIn(tx, key), new Date(now)),
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
    return this.reading.now(signedIn(request), async (tx, now) => {
      const view = await cycleIn(tx, key);
      const page = { limit: query.limit, sort: query.sort, after: positionIn(query.cursor, Position) };
      const found = await listPeople(tx, view, filterOf(query), page, new Date(now));
      return { ...found, next: found.next ? cursorOf(found.next) : null };
    });
  }
}

/** The cycle by id or short name; a problem when the organisation has none. */
export async function cycleIn(tx: Sql, key: string): Promise<CycleView> {
  const view = await findCycle(tx, key);
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

type LeftOut = { number?: string; name?: string; reason?: string };
function partsOf(view: CycleView): Pick<CycleDetail, 'stages' | 'phases' | 'leftOut'> {
  return {
    stages: view.cycle.stages.map(({ id, name, phase }) => ({ id, name, phase })),
    phases: phasesOf(view.cycle).map((id) => ({ id, name: phaseNames[id] })),
    leftOut: (view.leftOut as LeftOut[]).map(({ number = '', name = '', reason = '' }) => ({
      number,
      name,
      reason,
    })),
  };
}
