import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { Policy, type WithActor } from '../auth/policy.js';
import { type InboxLine, InboxReader } from '../tasks/inbox.js';
import type { Instant } from '../../workflows/index.js';
import { signedIn } from './access.js';
import type { MyTask, MyTasks, PageQuery } from './contract.js';
import { cursorOf, positionIn } from './cursor.js';
import { Answers } from './describe.js';
import * as schemas from './schemas.js';

/** The last task seen: by due instant, those without one last; then by opening and id. */
const Position = z.object({ due: z.number().nullable(), opened: z.number(), id: z.uuid() });
type Position = z.infer<typeof Position>;

@Controller('api/v1/tasks')
export class TasksController {
  constructor(@Inject(InboxReader) private readonly inbox: InboxReader) {}

  @Get()
  @Policy('inbox.read')
  @Answers('My open tasks, due first', schemas.MyTasks)
  async mine(
    @Req() request: WithActor,
    @Query({ schema: schemas.PageQuery }) { limit, cursor }: PageQuery,
  ): Promise<MyTasks> {
    const after = positionIn(cursor, Position);
    const { open, now } = await this.inbox.of(signedIn(request));
    const rest = after ? open.filter((line) => isAfter(positionOf(line), after)) : open;
    const shown = rest.slice(0, limit);
    const last = rest.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((line) => lineOf(line, now)),
      total: open.length,
      next: last ? cursorOf(positionOf(last)) : null,
      asOf: new Date(now).toISOString(),
    };
  }
}

const positionOf = ({ task }: InboxLine): Position => ({
  due: task.dueAt,
  opened: task.openedAt,
  id: task.id,
});

function isAfter(one: Position, other: Position): boolean {
  const due = (one.due ?? Infinity) - (other.due ?? Infinity);
  if (due !== 0 && !Number.isNaN(due)) return due > 0;
  return one.opened === other.opened ? one.id > other.id : one.opened > other.opened;
}

function lineOf({ task, title }: InboxLine, now: Instant): MyTask {
  const { id, kind, stage, cycleId, cycleName, employeeId, employeeName, openedAt, dueOn, dueAt, begun } =
    task;
  return {
    ...{ id, title, kind, stage, dueOn, begun },
    cycle: { id: cycleId, name: cycleName },
    about: employeeId === null ? null : { id: employeeId, name: employeeName ?? '' },
    openedAt: new Date(openedAt).toISOString(),
    dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
    late: dueAt !== null && dueAt < now,
    page: `/t/${id}`,
  };
}
