/** Choosing a person, in development. Pure. */
import { markup } from '../html.js';
import { page, tokenField } from './layout.js';

export type Somebody = {
  id: string;
  name: string;
  title: string | null;
  note: string;
  organisationId: string;
};
export type SignInPage = {
  next: string;
  search: string;
  /** People with a granted role, and one manager and one employee to begin with. */
  suggested: readonly Somebody[];
  found: readonly Somebody[];
  problem: string | null;
  /** Of the session that is being left, when there is one. */
  formToken: string | null;
};

export function signInPage({ next, search, suggested, found, problem, formToken }: SignInPage): string {
  const list = (people: readonly Somebody[]) =>
    markup`<ul class="plain list">
      ${people.map(
        ({ id, name, title, note, organisationId }) =>
          markup`<li>
            <form method="post" action="/signin">
              ${formToken && tokenField(formToken)}
              <input type="hidden" name="organisation" value="${organisationId}" /><input
                type="hidden"
                name="person"
                value="${id}"
              /><input type="hidden" name="next" value="${next}" />
              <button class="row">
                <span
                  ><strong>${name}</strong><small>${[title, note].filter(Boolean).join(' · ')}</small></span
                >
              </button>
            </form>
          </li>`,
      )}
    </ul>`;
  return page({
    title: 'Sign in',
    where: 'Perennial',
    reader: null,
    body: markup`<h1>Who are you?</h1>
      <p class="lead">
        This is a development installation: choose a person and look at the cycle with their eyes.
      </p>
      ${problem && markup`<div class="errors" role="alert"><p>${problem}</p></div>`}
      <form class="filter" method="get" action="/signin" role="search">
        <label class="off" for="q">Find somebody</label>
        <input
          type="search"
          id="q"
          name="q"
          value="${search}"
          placeholder="Name, number or e-mail"
          autocomplete="off"
        /><input type="hidden" name="next" value="${next}" /><button>Find</button>
      </form>
      ${
        search !== '' &&
        (found.length > 0
          ? markup`<h2>Found</h2>
              ${list(found)}`
          : markup`<p>Nobody matches "${search}".</p>`)
      }
      ${
        suggested.length > 0 &&
        markup`<h2>To begin with</h2>
          ${list(suggested)}`
      }
      ${suggested.length === 0 && markup`<p>There are no people yet. Import some: <code>perennial people import FILE.csv</code>.</p>`}`,
  });
}
