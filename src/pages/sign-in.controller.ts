import { Body, Controller, Get, Inject, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { formTokenOf, sessionFrom, setCookie } from '../auth/cookies.js';
import { Policy } from '../auth/policy.js';
import { Sessions } from '../auth/sessions.js';
import { AuthSettings } from '../auth/settings.js';
import { valuesOf } from './form/values.js';
import { LocalSignIn } from './local-sign-in.js';
import { PageFilter } from './page.filter.js';
import { goTo, type PageRequest, type Reply, sendPage } from './reply.js';
import { signInPage, type SignInPage } from './sign-in.page.js';

/** Sign-in by choosing a person, and sign-out. */
@Controller()
@UseFilters(PageFilter)
export class SignInController {
  constructor(
    @Inject(LocalSignIn) private readonly signIn: LocalSignIn,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(AuthSettings) private readonly settings: AuthSettings,
  ) {}

  @Get('signin')
  @Policy('door.read')
  async choose(
    @Req() request: PageRequest,
    @Query() { q, next }: Record<string, unknown>,
    @Res() reply: Reply,
  ): Promise<void> {
    const search = valuesOf({ q }).one('q').trim().slice(0, 100);
    await this.show(reply, 200, { search, next: safePath(next), problem: null, ...this.tokenOf(request) });
  }

  @Post('signin')
  @Policy('door.signIn')
  async enter(@Req() request: PageRequest, @Body() body: unknown, @Res() reply: Reply): Promise<void> {
    const values = valuesOf(body);
    const next = safePath(values.one('next'));
    const key = await this.signIn.enter(values.one('organisation'), values.one('person'));
    const problem = 'There is nobody of that name any more. Choose again.';
    if (!key) return await this.show(reply, 422, { search: '', next, problem, ...this.tokenOf(request) });
    const before = sessionFrom(request.headers.cookie, this.settings.secure);
    if (before) await this.sessions.end(before);
    reply.header('set-cookie', setCookie(key, this.settings.secure));
    goTo(reply, next);
  }

  @Post('signout')
  @Policy('session.end')
  async leave(@Req() request: PageRequest, @Res() reply: Reply): Promise<void> {
    const key = sessionFrom(request.headers.cookie, this.settings.secure);
    if (key) await this.sessions.end(key);
    reply.header('set-cookie', setCookie(null, this.settings.secure));
    reply.header('clear-site-data', '"storage"');
    goTo(reply, '/signin');
  }

  private tokenOf(request: PageRequest): { formToken: string | null } {
    const key = sessionFrom(request.headers.cookie, this.settings.secure);
    return { formToken: key && formTokenOf(key) };
  }

  private async show(
    reply: Reply,
    status: number,
    view: Omit<SignInPage, 'suggested' | 'found'>,
  ): Promise<void> {
    const suggested = await this.signIn.suggested();
    const found = view.search === '' ? [] : await this.signIn.find(view.search);
    sendPage(reply, status, signInPage({ ...view, suggested, found }));
  }
}

/** A path of ours to go to after signing in; anything else, such as `//evil.example`, becomes the list of tasks. */
export function safePath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) && !next.includes('\\')
    ? next
    : '/tasks';
}
