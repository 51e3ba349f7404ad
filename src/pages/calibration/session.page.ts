/** A calibration session: the distribution in people, everybody's proposed rating, changes with reasons, closing. Pure. */
import type { Level, Scale } from '../../../dsl/index.js';
import type { Card, SessionView } from '../../calibration/view.js';
import { dueWords, instantWords } from '../../tasks/dates.js';
import { type Html, markup } from '../../html.js';
import { choose, type FieldContext, line, type Problems } from '../form/fields.js';
import { type FormValues, valuesFrom } from '../form/values.js';
import { page, type Reader, tokenField } from '../layout.js';
import { duePill } from '../task/show.js';
import { barsOf, showBars } from './distribution.js';

export type SessionPage = {
  view: SessionView;
  scale: Scale;
  cycleName: string;
  reader: Reader;
  zone: string;
  now: number;
  /** May change ratings, and may close. */
  may: { adjust: boolean; close: boolean };
  key: string;
  /** What was typed, for the card it was typed on. */
  values: FormValues | null;
  problems: Problems;
  notice: Html | null;
  names: ReadonlyMap<string, string>;
};

export function sessionPage(of: SessionPage): string {
  const { view, scale, zone, now, reader, cycleName, notice } = of;
  const { session, cards } = view;
  const due =
    session.dueOn === null || session.status === 'closed' ? null : dueWords(session.dueOn, null, zone, now);
  const bars = barsOf(scale.levels, cards, view.guide);
  const title = `Calibrate ${groupName(session.value)}`;
  return page({
    title,
    where: cycleName,
    reader,
    wide: true,
    body: markup`${duePill(due)}<h1>${title}</h1>
<p class="lead">${leadOf(view)}</p>${notice}
<div class="columns"><div>
<section class="card"><h2>People by rating</h2>${showBars(bars)}${guideWords(view)}${alarmWords(view, scale)}</section>
${scale.levels.map((level) => levelSection(level, of))}${unrated(of)}
${of.may.close && closing(of)}</div><aside aria-label="Changes">${changes(of)}</aside></div>`,
  });
}

const groupName = (value: string) => (value === 'none' ? 'everybody without a group' : value);

function leadOf({ session, cards, hidden }: SessionView): string {
  const people = `${cards.length} ${cards.length === 1 ? 'person' : 'people'}`;
  const more =
    hidden > 0
      ? ` ${hidden === 1 ? 'One more is' : `${hidden} more are`} discussed without you: yourself, and people above you. No figure here counts them.`
      : '';
  return session.status === 'closed'
    ? `This session is closed. ${people}.${more}`
    : `${people}.${more} Every change needs a reason and is kept.`;
}

function guideWords({ guide, guideRule }: SessionView): Html | null {
  if (!guide || !guideRule) return null;
  if (!guide.applies)
    return markup`<p class="small">The guide holds for groups of ${guideRule.groupsOf} or more; this one is smaller.</p>`;
  const strict = guideRule.required
    ? 'The session can be closed only when it is kept.'
    : 'It is a guide: you may close without it.';
  return markup`<p class="small">${guide.kept ? 'The guide is kept.' : `The guide is not kept. ${strict}`}</p>`;
}

function alarmWords({ alarms, stage }: SessionView, { levels }: Scale): Html[] {
  return alarms
    .filter((alarm) => alarm.on)
    .map((alarm, n) => {
      const rule = stage.alarms.value?.[n];
      const names = (rule?.levels ?? [])
        .map((id) => `"${levels.find((level) => level.id === id)?.name ?? id}"`)
        .join(' and ');
      return markup`<p class="pill late">${alarm.people} of ${alarm.of} are ${names}, ${alarm.over} more than expected</p>`;
    });
}

function levelSection(level: Level, of: SessionPage): Html | null {
  const cards = of.view.cards.filter((card) => card.level === level.id);
  if (cards.length === 0) return null;
  return markup`<section><h2>${level.name} <small>(${cards.length})</small></h2><ul class="plain">${cards.map((card) => cardItem(card, of))}</ul></section>`;
}

function unrated(of: SessionPage): Html | null {
  const cards = of.view.cards.filter((card) => card.level === null);
  if (cards.length === 0) return null;
  return markup`<section><h2>Not rated <small>(${cards.length})</small></h2><ul class="plain">${cards.map((card) => cardItem(card, of))}</ul></section>`;
}

function cardItem(card: Card, of: SessionPage): Html {
  const { person, proposed, level, score } = card;
  const name = (id: string | null) => of.scale.levels.find((one) => one.id === id)?.name ?? 'not rated';
  const was = proposed !== level && proposed !== null ? `was ${name(proposed)}` : null;
  const facts = [textField(card, 'job-family'), score && `score ${score}`, was, card.outside]
    .filter(Boolean)
    .join(' · ');
  return markup`<li class="card tight" id="p-${card.participantId}"><strong>${person.name}</strong> <small>${facts}</small>${of.may.adjust && changeForm(card, of)}</li>`;
}

function textField({ person }: Card, field: string): string | null {
  const value = person.fields[field];
  return value?.kind === 'text' ? value.value : null;
}

function changeForm(card: Card, of: SessionPage): Html {
  const typed = of.values?.one('participant') === card.participantId;
  const context: FieldContext = {
    values: typed && of.values ? of.values : valuesFrom([]),
    problems: typed ? of.problems : {},
  };
  const id = card.participantId;
  const choices = of.scale.levels
    .filter((level) => level.id !== card.level)
    .map((level) => ({ value: level.id, label: level.name }));
  const open = typed ? markup` open` : null;
  return markup`<details class="more"${open}><summary>Change the rating of ${card.person.name}</summary><div>
<form method="post" action="/calibration/${of.view.session.id}#p-${id}">${hidden(of)}
<input type="hidden" name="participant" value="${id}"><input type="hidden" name="from" value="${card.level ?? ''}">
${choose({ name: 'level', id: `${id}-level`, legend: 'New rating', choices, tight: true }, context)}
${line({ name: 'reason', id: `${id}-reason`, label: 'Why', hint: 'Kept with the change.' }, context)}
<button name="do" value="change">Change</button></form></div></details>`;
}

const hidden = ({ reader, key, view }: SessionPage) =>
  markup`${tokenField(reader.formToken)}<input type="hidden" name="key" value="${key}"><input type="hidden" name="version" value="${view.session.version}">`;

function changes({ view, scale, names, zone, now }: SessionPage): Html {
  const name = (id: string | null) => scale.levels.find((one) => one.id === id)?.name ?? 'not rated';
  const who = (participantId: string) =>
    view.cards.find((card) => card.participantId === participantId)?.person.name ?? '';
  const lines = [...view.changes]
    .reverse()
    .map(
      (change) =>
        markup`<li class="card"><strong>${who(change.participantId)}</strong> <small>${name(change.from)} → ${name(change.to)}</small><p class="quote">${change.reason}</p><small>${names.get(change.byId) ?? ''}, ${instantWords(change.at, zone, now)}</small></li>`,
    );
  return markup`<h2>Changes <small>(${view.changes.length})</small></h2>${lines.length > 0 ? markup`<ol class="plain">${lines}</ol>` : markup`<p class="small">None so far.</p>`}`;
}

function closing(of: SessionPage): Html {
  const typed = of.values?.one('do') === 'close';
  const context: FieldContext = { values: valuesFrom([]), problems: typed ? of.problems : {} };
  const unratedCount = of.view.cards.filter((card) => card.level === null).length;
  const choices = [
    {
      value: 'close',
      label: 'Yes, close it',
      note: `The ratings of ${of.view.cards.length + of.view.hidden} people become final${unratedCount > 0 ? `; ${unratedCount} have none` : ''}.`,
    },
    { value: 'stay', label: 'Not yet' },
  ];
  return markup`<form method="post" action="/calibration/${of.view.session.id}"><h2>Close the session</h2>${hidden(of)}
${choose({ name: 'decision', legend: 'Is everybody discussed?', choices }, context)}
<button class="primary" name="do" value="close">Send</button></form>`;
}
