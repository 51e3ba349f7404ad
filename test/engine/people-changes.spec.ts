import { describe, expect, it } from '@jest/globals';
import { cycle, review } from './cycles.js';
import { marks, play, type Play } from './play.js';

const stay = '    when overdue by 20 business days, stay open';
const text = (head = '', more = ''): string => cycle({ head, stages: review(`${stay}${more}`) });
const draft = {
  type: 'SAVE',
  stage: 'review',
  work: { answers: { note: { kind: 'text', text: 'begun already' } } },
} as const;

/** The manager of Ana changes; first the people, then the event. */
function manage(run: Play, to: string | null): void {
  const { person } = run.file;
  const { manager, ...rest } = person.fields;
  const from = manager?.kind === 'person' ? manager.value : null;
  const fields = to === null ? rest : { ...rest, manager: { kind: 'person', value: to } as const };
  run.file = { ...run.file, person: { ...person, fields } };
  run.send({ type: 'ROLE_CHANGED', role: 'manager', from, to });
}
const leave = (run: Play, id: string): void => {
  const person = run.people.get(id);
  if (person) run.people.set(id, { ...person, active: false });
};

describe('when the manager changes', () => {
  it('moves the task unless it has been begun, by default', () => {
    const run = play(text());
    manage(run, 'carla');
    expect(run.open()).toEqual(['work review carla']);
    expect(run.task('work')).toMatchObject({
      dueOn: '2027-07-19',
      from: { person: 'bruno', why: 'roleChanged' },
    });
    const begun = play(text());
    begun.send(draft, 'bruno');
    manage(begun, 'carla');
    expect(begun.open()).toEqual(['work review bruno']);
  });

  it.each([
    ['keep', ['work review bruno']],
    ['move', ['work review carla']],
    ['both', ['work review bruno', 'work review carla']],
    ['ask hr-partner', ['work review bruno', 'ownerAsk review hana']],
  ])('does what the line says: %s', (line, open) => {
    const run = play(text(`  when the manager changes, ${line}\n`));
    run.send(draft, 'bruno');
    manage(run, 'carla');
    expect(run.open()).toEqual(open);
  });

  it('lets both answer, and closes after the second', () => {
    const run = play(text('  when the manager changes, both\n'));
    manage(run, 'carla');
    run.send(marks('2'), 'bruno');
    expect(run.state('review')).toBe('working');
    run.send(marks('4'), 'carla');
    expect(run.file.ratings).toMatchObject([{ score: '3.00' }]);
  });

  it('does not touch tasks of other roles', () => {
    const run = play(text());
    run.send({ type: 'REASSIGN', stage: 'review', from: 'bruno', to: 'p1' }, 'hana', 'stand-in');
    manage(run, 'carla');
    expect(run.open()).toEqual(['work review p1']);
  });

  it('moves even what was begun when the holder has left', () => {
    const run = play(text());
    run.send(draft, 'bruno');
    leave(run, 'bruno');
    manage(run, 'carla');
    expect(run.open()).toEqual(['work review carla']);
  });

  it('goes to the owner when nobody follows, and from there to whoever comes', () => {
    const run = play(text());
    leave(run, 'bruno');
    manage(run, null);
    expect(run.open()).toEqual(['work review hana']);
    expect(run.logs()).toEqual(['roleHadNobody']);
    manage(run, 'carla');
    expect(run.open()).toEqual(['work review carla']);
  });

  it('goes where the text passes it to, or skips the stage', () => {
    const passed = play(text('', '\n    when there is no manager, pass to skip-level-manager'));
    manage(passed, null);
    expect(passed.open()).toEqual(['work review hana']);
    const skipped = play(text('', '\n    when there is no manager, skip'));
    manage(skipped, null);
    expect(skipped.state('review')).toBe('skipped');
  });

  it('never makes somebody judge themselves', () => {
    const run = play(text());
    manage(run, 'ana');
    expect(run.open()).toEqual(['work review hana']);
  });
});

describe('when somebody leaves', () => {
  it('closes what is open and the case, unrated', () => {
    const run = play(text('  if someone leaves, close unrated\n'));
    const outcome = run.send({ type: 'LEFT' });
    expect(run.state('review')).toBe('skipped');
    expect(run.told().at(-1)).toBe('withdrawn bruno');
    expect(outcome.changes.at(-1)).toEqual({ do: 'case.close', outcome: 'unrated' });
  });

  it('finishes the open stage and opens no other', () => {
    const after = review(stay, 'when "Review" is closed').replace('"Review"\n', '"Second"\n');
    const run = play(
      cycle({ head: '  if someone leaves, finish the open stage\n', stages: `${review(stay)}${after}` }),
    );
    run.send({ type: 'LEFT' });
    expect([run.state('review'), run.state('second')]).toEqual(['working', 'skipped']);
    run.send(marks('4'), 'bruno');
    expect(run.file.status).toBe('closed');
  });

  it('asks the role the text names, and goes on', () => {
    const run = play(text('  if someone leaves, ask hr-partner\n'));
    run.send({ type: 'LEFT' });
    expect(run.open()).toEqual(['work review bruno', 'ownerAsk review hana']);
    run.send({ type: 'END' }, 'hana', 'they have left');
    expect(run.file.status).toBe('closed');
  });
});
