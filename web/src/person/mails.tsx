import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, type Mails as Answer } from '../api.js';
import { Failed, Loading } from '../shell/states.js';
import { count, dayOf, exactly } from '../words.js';

type Props = { participant: string; count: number; asOf: string; zone: string };

/** Mail about this person's tasks, with its delivery; asked for only when somebody opens it. */
export function Mails({ participant, count: total, asOf, zone }: Props) {
  const [open, setOpen] = useState(false);
  const mails = useQuery({
    queryKey: ['mails', participant],
    queryFn: ({ signal }) => get<Answer>(`/participants/${participant}/mails`, signal),
    enabled: open,
  });
  return (
    <details className="panel" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="summary">
        Mails <span className="quiet num">{count(total)}</span>
      </summary>
      {open && mails.isPending ? <Loading /> : null}
      {mails.isError ? <Failed error={mails.error} retry={() => void mails.refetch()} /> : null}
      <ul className="lines">
        {mails.data?.items.map((mail) => (
          <li key={mail.id}>
            <span>
              {mail.subject} <span className="quiet">to {mail.to}</span>
            </span>
            <span className={mail.status === 'failed' ? 'pill failed' : 'quiet'} title={exactly(mail.at)}>
              {mail.status}, {dayOf(mail.at, asOf, zone)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
