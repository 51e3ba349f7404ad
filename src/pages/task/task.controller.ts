import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { timeAt } from '../../../workflows/index.js';
import { Policy } from '../../auth/policy.js';
import { oneMoreRow } from '../form/plan.js';
import { type FormValues, valuesOf } from '../form/values.js';
import { ReaderOf } from '../frame.js';
import { markup } from '../../html.js';
import type { Reader } from '../layout.js';
import { messagePage, typedText, unknownTask } from '../message.js';
import { PageFilter } from '../page.filter.js';
import { goTo, type PageRequest, type Reply, sendPage } from '../reply.js';
import { type Acted, type Opened, TaskDoor } from './door.js';
import { DonePages } from './done.js';
import { goalRulesOf } from './load.js';
import { taskPage } from './page.js';
import { draftStamp } from './stamp.js';

type OpenTask = Extract<Opened, { kind: 'task' }>;
type Again = Pick<Extract<Acted, { then: 'again' }>, 'problems' | 'notice'> & { values: FormValues | null };
const fresh: Again = { problems: {}, notice: null, values: null };

/** One task: GET shows it, POST acts. */
@Controller('t')
@UseFilters(PageFilter)
export class TaskController {
  constructor(
    @Inject(TaskDoor) private readonly door: TaskDoor,
    @Inject(DonePages) private readonly done: DonePages,
    @Inject(ReaderOf) private readonly readers: ReaderOf,
  ) {}

  @Get(':id')
  @Policy('task.read')
  async show(@Param('id') id: string, @Req() request: PageRequest, @Res() reply: Reply): Promise<void> {
    const { actor, reader } = await this.readers.signedIn(request);
    const opened = await this.door.open(actor, id);
    if (opened.kind === 'task') return this.draw(reply, 200, opened, reader, fresh);
    this.elsewhere(reply, opened, reader, request);
  }

  @Get(':id/done')
  @Policy('task.read')
  async after(@Param('id') id: string, @Req() request: PageRequest, @Res() reply: Reply): Promise<void> {
    const { actor, reader } = await this.readers.signedIn(request);
    const text = await this.done.page(actor, id, reader);
    sendPage(reply, text === null ? 404 : 200, text ?? unknownTask(reader));
  }

  @Post(':id')
  @Policy('task.act')
  async act(
    @Param('id') id: string,
    @Req() request: PageRequest,
    @Body() body: unknown,
    @Res() reply: Reply,
  ): Promise<void> {
    const { actor, reader } = await this.readers.signedIn(request);
    const values = valuesOf(body);
    const opened = await this.door.open(actor, id, values);
    if (opened.kind !== 'task') return this.elsewhere(reply, opened, reader, request);
    const again = (status: number, more: Partial<Again>) =>
      this.draw(reply, status, opened, reader, { ...fresh, values, ...more });
    switch (values.one('do')) {
      case 'find':
        return again(200, {});
      case 'add-goal': {
        const [rules] = goalRulesOf(opened.task);
        return again(200, rules ? { values: oneMoreRow(rules, values) } : {});
      }
      case 'save':
        return await this.save(reply, opened, reader, values);
    }
    if (
      opened.task.task.kind === 'confirmPeers' &&
      values.one('list') !== 'edit' &&
      values.one('decision') === 'change'
    )
      return again(200, { values: withPeers(values, opened) });
    await this.settle(reply, await this.door.act(opened.task, values), opened, reader, values, request);
  }

  @Post(':id/draft')
  @Policy('task.act')
  async keep(
    @Param('id') id: string,
    @Req() request: PageRequest,
    @Body() body: unknown,
    @Res() reply: Reply,
  ): Promise<void> {
    const { actor } = await this.readers.signedIn(request);
    const opened = await this.door.open(actor, id);
    const gone = 'This is no longer open; your text stays on this page.';
    const kept =
      opened.kind === 'task'
        ? await this.door.keep(opened.task, valuesOf(body))
        : { ok: false as const, status: 409, detail: gone };
    const answer = kept.ok ? { draft: kept.stamp, at: timeAt(kept.zone, kept.at) } : { detail: kept.detail };
    void reply
      .code(kept.ok ? 200 : kept.status)
      .header('cache-control', 'no-store')
      .type('application/json')
      .send(answer);
  }

  private async save(reply: Reply, opened: OpenTask, reader: Reader, values: FormValues): Promise<void> {
    const kept = await this.door.keep(opened.task, values);
    if (kept.ok) return goTo(reply, '/tasks?saved=1');
    const notice = markup`<div class="notice late" role="alert">
      <p><strong>${kept.detail}</strong></p>
    </div>`;
    this.draw(reply, kept.status, opened, reader, { problems: {}, notice, values });
  }

  private async settle(
    reply: Reply,
    acted: Acted,
    opened: OpenTask,
    reader: Reader,
    values: FormValues,
    request: PageRequest,
  ): Promise<void> {
    const { id, cycleName } = opened.task.task;
    if (acted.then === 'sent') return goTo(reply, `/t/${id}/done`);
    if (acted.then === 'again') {
      // drawn on the case as it is now, so that sending again is about what the person then sees
      const now = await this.door.open(opened.task.actor, id, values);
      return this.draw(reply, acted.status, now.kind === 'task' ? now : opened, reader, { ...acted, values });
    }
    if (acted.then === 'gone') {
      const body = markup`<p>${acted.text} Nothing of yours was sent.</p>
        ${toTasks}`;
      return sendPage(
        reply,
        409,
        messagePage({
          title: 'Somebody was first',
          where: cycleName,
          reader,
          body,
          typed: typedText(request.body),
        }),
      );
    }
    if (acted.then === 'unknown') return sendPage(reply, 404, unknownTask(reader));
    const body = markup`<p>
        Something went wrong on our side, and HR has been told. Nothing was decided; you need not do it again
        until you hear from them.
      </p>
      <p class="small">Incident ${acted.incidentId}</p>`;
    sendPage(
      reply,
      500,
      messagePage({
        title: 'This could not be recorded',
        where: cycleName,
        reader,
        body,
        typed: typedText(request.body),
      }),
    );
  }

  private draw(
    reply: Reply,
    status: number,
    { task, candidates }: OpenTask,
    reader: Reader,
    again: Again,
  ): void {
    const { values, problems, notice } = again;
    sendPage(
      reply,
      status,
      taskPage({
        task,
        reader,
        key: randomUUID(),
        draft: draftStamp(task),
        values,
        problems,
        notice,
        candidates,
      }),
    );
  }

  private elsewhere(reply: Reply, opened: Opened, reader: Reader, request: PageRequest): void {
    if (opened.kind === 'session') return goTo(reply, `/calibration/${opened.task.sessionId}`);
    if (opened.kind !== 'gone') return sendPage(reply, 404, unknownTask(reader));
    const { gone, task, sent } = opened;
    if (sent) return goTo(reply, `/t/${task.id}/done`);
    const go =
      gone.go &&
      markup`<p class="actions"><a class="button primary" href="${gone.go.path}">${gone.go.label}</a></p>`;
    const status = request.method === 'POST' ? 409 : 200;
    const body = markup`<p>${gone.text}</p>
      ${go ?? toTasks}`;
    sendPage(
      reply,
      status,
      messagePage({ title: gone.title, where: task.cycleName, reader, body, typed: typedText(request.body) }),
    );
  }
}

const toTasks = markup`<p class="actions"><a class="button" href="/tasks">All my tasks</a></p>`;

/** The list as it was chosen, as the boxes that are ticked when it is changed. */
function withPeers(values: FormValues, { task }: OpenTask): FormValues {
  const peers = task.kase.file.peers
    .filter(
      (peer) => peer.stage === task.task.stage && peer.round === task.task.round && peer.state !== 'declined',
    )
    .map((peer) => peer.person);
  return { ...values, all: (name) => (name === 'peer' ? peers : values.all(name)) };
}
