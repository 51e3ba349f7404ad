import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Counts } from '../api.js';

export type Liveness = 'connecting' | 'live' | 'lost';

/** A list of more pages than this is not read again by itself; it says that it has changed. */
export const livePages = 3;
const isShort = (list: unknown): boolean =>
  ((list as { pages?: unknown[] } | undefined)?.pages?.length ?? 0) <= livePages;

/** Counts arrive as server-sent events; the list of people is asked again when a count has changed. */
export function useLiveCounts(cycle: string): Liveness {
  const queries = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>('connecting');
  useEffect(() => {
    const source = new EventSource(`/api/v1/cycles/${cycle}/live`);
    let lost = false;
    source.addEventListener('open', () => {
      setLiveness('live');
      // whatever was asked meanwhile may be old, or have failed
      if (lost) void queries.invalidateQueries();
      lost = false;
    });
    source.addEventListener('error', () => {
      lost = true;
      setLiveness('lost');
    });
    source.addEventListener('counts', (event) => {
      const counts = JSON.parse((event as MessageEvent<string>).data) as Counts;
      const before = queries.getQueryData<Counts>(['counts', cycle]);
      queries.setQueryData(['counts', cycle], counts);
      if (before && before.rev !== counts.rev)
        void queries.invalidateQueries({
          queryKey: ['people', cycle],
          predicate: (query) => isShort(query.state.data),
        });
    });
    return () => source.close();
  }, [cycle, queries]);
  return liveness;
}
