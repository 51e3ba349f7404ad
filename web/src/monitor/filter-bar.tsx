import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Facets, get } from '../api.js';
import type { Filter } from './filter.js';

/** Narrows the list by department, manager, or a part of a name; every choice is in the address. */
export function FilterBar({ cycle, filter, wanted }: { cycle: string; filter: Filter; wanted: boolean }) {
  const [search, setSearch] = useSearchParams();
  const facets = useQuery({
    queryKey: ['facets', cycle],
    queryFn: ({ signal }) => get<Facets>(`/cycles/${cycle}/facets`, signal),
    staleTime: 300_000,
    enabled: wanted,
  });
  const set = (key: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(key, value);
    else next.delete(key);
    setSearch(next, { replace: key === 'q' });
  };
  return (
    <form
      className="filters"
      role="search"
      aria-label="Narrow the list"
      onSubmit={(event) => event.preventDefault()}
    >
      <TextFilter value={filter.q ?? ''} set={(value) => set('q', value)} />
      <Choice
        label="Department"
        value={filter.department}
        of={facets.data?.departments ?? []}
        set={(value) => set('department', value)}
      />
      <Choice
        label="Manager"
        value={filter.manager}
        of={facets.data?.managers ?? []}
        set={(value) => set('manager', value)}
      />
      <Check label="late" on={filter.late === '1'} set={(on) => set('late', on ? '1' : '')} />
      <Check label="held" on={filter.held === '1'} set={(on) => set('held', on ? '1' : '')} />
    </form>
  );
}

/** Waits for a pause in typing before it asks. */
function TextFilter({ value, set }: { value: string; set: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => set(text.trim()), 250);
    return () => clearTimeout(timer);
  });
  return (
    <label className="grow">
      <span className="sr">Name, address or number</span>
      <input
        className="field"
        type="search"
        placeholder="Name or number"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}

type ChoiceProps = {
  label: string;
  value: string | undefined;
  of: Facets['departments'];
  set: (value: string) => void;
};
function Choice({ label, value, of, set }: ChoiceProps) {
  return (
    <label className="grow">
      <span className="sr">{label}</span>
      <select className="field" value={value ?? ''} onChange={(event) => set(event.target.value)}>
        <option value="">{label}: any</option>
        {of.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name} ({one.people})
          </option>
        ))}
      </select>
    </label>
  );
}

function Check({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <label className="check">
      <input type="checkbox" checked={on} onChange={(event) => set(event.target.checked)} /> {label}
    </label>
  );
}
