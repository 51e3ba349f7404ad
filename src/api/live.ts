/** Counts as they change: one question to the database for everybody who watches a cycle, and an event only when it changed. */
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import {
  catchError,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  finalize,
  from,
  map,
  merge,
  type Observable,
  shareReplay,
  Subject,
  takeUntil,
  timer,
} from 'rxjs';
import type { Actor } from '../auth/matrix.js';
import { countPeople } from '../monitor/counts.js';
import { reachKey, reachOf } from '../monitor/reach.js';
import { cycleIn } from './cycles.controller.js';
import type { Counts } from './contract.js';
import { Reading } from './reading.js';

const everyMs = 1_500;
/** Proxies close a stream on which nothing is said. */
const heartbeatMs = 25_000;

@Injectable()
export class Live implements OnModuleDestroy {
  private readonly streams = new Map<string, Observable<Counts>>();
  private readonly stopped = new Subject<void>();

  constructor(@Inject(Reading) private readonly reading: Reading) {}

  /**
   * Server-sent events named `counts`; the first one at once. Ends with the service, and as soon as `rightLost` says so.
   * Throws a problem for an unknown cycle.
   */
  async of(actor: Actor, cycle: string, rightLost: Observable<void>): Promise<Observable<MessageEvent>> {
    const { id } = await this.reading.now(actor, (tx) => cycleIn(tx, actor, cycle));
    const counts = this.shared(actor, id).pipe(
      map((data): MessageEvent => ({ type: 'counts', id: data.rev, data })),
    );
    const beat = timer(heartbeatMs, heartbeatMs).pipe(map((): MessageEvent => ({ type: 'beat', data: '' })));
    return merge(counts, beat).pipe(takeUntil(merge(this.stopped, rightLost)));
  }

  onModuleDestroy(): void {
    this.stopped.next();
  }

  private shared(actor: Actor, cycle: string): Observable<Counts> {
    const key = [actor.organisationId, cycle, reachKey(reachOf(actor))].join('/');
    const known = this.streams.get(key);
    if (known) return known;
    const stream = timer(0, everyMs).pipe(
      // a slow or lost database is asked again at the next beat, never twice at once
      exhaustMap(() => from(this.read(actor, cycle)).pipe(catchError(() => EMPTY))),
      distinctUntilChanged((a, b) => a.rev === b.rev),
      finalize(() => this.streams.delete(key)),
      shareReplay({ bufferSize: 1, refCount: true }),
    );
    this.streams.set(key, stream);
    return stream;
  }

  private read(actor: Actor, cycle: string): Promise<Counts> {
    return this.reading.now(actor, async (tx, now) =>
      countPeople(tx, await cycleIn(tx, actor, cycle), new Date(now), reachOf(actor)),
    );
  }
}
