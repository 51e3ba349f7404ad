/**
 * The only script of the server-rendered pages; everything works without it. It keeps drafts while somebody types, counts
 * characters, opens the evidence on wide screens and keeps the buttons from being pressed twice. No markup is made from text.
 */
export const script = `'use strict';
(() => {
  const form = document.querySelector('form[data-draft]');
  // the answer to a form becomes a page that is fetched again: no way back leads to "confirm sending again"
  if (!document.querySelector('[data-kept]')) history.replaceState(history.state, '', location.href);
  const say = (text, bad) => {
    const line = document.querySelector('[data-saved]');
    if (line) { line.textContent = text; line.classList.toggle('bad', Boolean(bad)); }
  };
  const wide = window.matchMedia('(min-width: 960px)');
  if (wide.matches) document.querySelectorAll('aside details').forEach((one) => { one.open = true; });

  document.querySelectorAll('textarea[data-least]').forEach((area) => {
    const count = document.getElementById(area.id + '-count');
    const least = Number(area.dataset.least);
    const most = area.maxLength;
    const show = () => {
      if (!count) return;
      const length = [...area.value.trim()].length;
      count.textContent = length < least ? length + ' of at least ' + least + ' characters'
        : length > most * 0.8 ? length.toLocaleString('en') + ' of ' + most.toLocaleString('en') + ' characters' : '';
    };
    area.addEventListener('input', show);
    show();
  });

  document.querySelectorAll('[data-sum]').forEach((line) => {
    const fields = () => [...document.querySelectorAll('input[data-weight]')];
    const show = () => {
      const sum = fields().reduce((total, field) => total + (Number(field.value.replace(',', '.')) || 0), 0);
      const want = Number(line.dataset.sum);
      const rest = Math.round((want - sum) * 100) / 100;
      line.textContent = 'Weights add up to ' + Math.round(sum * 100) / 100 + '%'
        + (rest > 0 ? ', ' + rest + '% missing.' : rest < 0 ? ', ' + -rest + '% too much.' : '. That is right.');
    };
    document.addEventListener('input', show);
    show();
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) document.querySelector('form .bar button.primary')?.click();
  });

  if (!form) return;
  let timer = 0, busy = false, again = false, dirty = false, stopped = false, send = null;
  const key = 'draft ' + location.pathname;
  const body = () => new URLSearchParams([...new FormData(form)].filter((pair) => typeof pair[1] === 'string'));
  const save = async (last) => {
    if (stopped || !dirty) return;
    if (busy) { again = true; return; }
    busy = true; dirty = false;
    try {
      const reply = await fetch(form.dataset.draft, { method: 'POST', body: body(), keepalive: last === true,
        headers: { accept: 'application/json' } });
      const answer = await reply.json().catch(() => ({}));
      if (reply.ok) {
        form.elements.namedItem('draft').value = answer.draft;
        sessionStorage.removeItem(key);
        say('Draft saved ' + answer.at);
      } else if (reply.status >= 500) throw new Error('later');
      else { stopped = true; say(answer.detail || 'This draft could not be saved. Your text stays on this page.', true); }
    } catch {
      dirty = true;
      sessionStorage.setItem(key, body().toString());
      say('No connection. Your text is kept on this device and will be sent.', true);
      timer = setTimeout(save, 5000);
    }
    busy = false;
    if (send) { const by = send; send = null; form.requestSubmit(by); return; }
    if (again) { again = false; void save(); }
  };
  const soon = () => { dirty = true; clearTimeout(timer); timer = setTimeout(save, 600); };
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') void save(true); });
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (busy) { event.preventDefault(); send = event.submitter; return; }
    stopped = true;
    sessionStorage.removeItem(key);
  });
  if (form.dataset.again !== undefined) soon();
  const kept = sessionStorage.getItem(key);
  if (kept) {
    for (const [name, value] of new URLSearchParams(kept)) {
      const field = form.elements.namedItem(name);
      if (!field || field.type === 'hidden' || field.type === 'submit') continue;
      if (field instanceof RadioNodeList) field.value = value;
      else if (field.type === 'checkbox') field.checked = true;
      else field.value = value;
    }
    soon();
  }
})();
`;
