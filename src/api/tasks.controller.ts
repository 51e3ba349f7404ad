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
const instant = z.int().min(0).max(9_999_999_999_999);
const Position = z.object({ due: instant.nullable(), opened: instant, id: z.uuid() });

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
    const view = await this.inbox.of(signedIn(request), limit, positionIn(cursor, Position));
    const { open, total, next, now } = view;
    return {
      items: open.map((line) => lineOf(line, now)),
      total,
      next: next && cursorOf(next),
      asOf: new Date(now).toISOString(),
    };
  }
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
