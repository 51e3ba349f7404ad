import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { CycleDetail } from '../api.js';
import type { Filter } from './filter.js';

/** Narrows the list by department, manager, or a part of a name; every choice is in the address. */
export function FilterBar({ filter, detail }: { filter: Filter; detail: CycleDetail | undefined }) {
  const [search, setSearch] = useSearchParams();
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
        of={detail?.facets.departments ?? []}
        set={(v) => set('department', v)}
      />
      <Choice
        label="Manager"
        value={filter.manager}
        of={detail?.facets.managers ?? []}
        set={(v) => set('manager', v)}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={filter.late === '1'}
          onChange={(event) => set('late', event.target.checked ? '1' : '')}
        />{' '}
        late
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={filter.held === '1'}
          onChange={(event) => set('held', event.target.checked ? '1' : '')}
        />{' '}
        held
      </label>
    </form>
  );
}

/** Waits for a pause in typing before it asks. */
function TextFilter({ value, set }: { value: string; set: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => set(text.trim()), 250);
    return () => clearTimeout(timer);
  });
  return (
    <label>
      <span className="sr">Name, address or number</span>
      <input
        className="field"
        type="search"
        placeholder="Name, address or number"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}

type ChoiceProps = {
  label: string;
  value: string | undefined;
  of: { id: string; name: string; people: number }[];
  set: (value: string) => void;
};
function Choice({ label, value, of, set }: ChoiceProps) {
  return (
    <label>
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
