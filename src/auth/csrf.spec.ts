import { describe, expect, it } from '@jest/globals';
import { formTokenOf, newToken, setCookie } from './cookies.js';
import { crossSite, formField, type Sent } from './csrf.js';
import { AuthSettings } from './settings.js';

const settings = new AuthSettings('http://cycle.example:3000', 'test', ['https://portal.example']);
const key = { organisationId: '0b7c2c26-9c66-4d53-9d39-7f8f37cb8a01', token: newToken() };
const cookie = setCookie(key, false).split(';')[0];
const form = 'application/x-www-form-urlencoded';
const host = 'cycle.example:3000';
const body = { [formField]: formTokenOf(key) };
const post = (headers: Sent['headers'], sent: Partial<Sent> = {}) =>
  crossSite({ method: 'POST', headers: { host, ...headers }, body, ...sent }, settings);

describe('a state-changing request', () => {
  const own = { cookie, 'content-type': form, 'sec-fetch-site': 'same-origin' };

  it('passes from the own page with the token of the session', () => {
    expect(post(own)).toBeNull();
    expect(post({ cookie, 'content-type': form, origin: 'http://cycle.example:3000' })).toBeNull();
    expect(post({ ...own, 'sec-fetch-site': 'cross-site', origin: 'https://portal.example' })).toBeNull();
  });

  it.each([
    ['another site', { ...own, 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { ...own, 'sec-fetch-site': 'same-site' }],
    ['another origin in an old browser', { cookie, 'content-type': form, origin: 'https://evil.example' }],
    ['another port of the same host', { cookie, 'content-type': form, origin: 'http://cycle.example:8080' }],
    ['a sandboxed frame', { cookie, 'content-type': form, origin: 'null' }],
    ['a cookie with neither header', { cookie, 'content-type': form }],
    ['a cookie with neither header, as JSON', { cookie, 'content-type': 'application/json' }],
    ['a form without a session that says nothing', { 'content-type': form }],
    ['plain text, which needs no preflight', { ...own, 'content-type': 'text/plain' }],
    ['a multipart form', { ...own, 'content-type': 'multipart/form-data; boundary=x' }],
  ] as [string, Sent['headers']][])('is refused from %s', (_, headers) => {
    expect(post(headers)).not.toBeNull();
  });

  it('is refused with the token of another session, none, or several', () => {
    const other = formTokenOf({ ...key, token: newToken() });
    for (const token of [other, undefined, '', [formTokenOf(key), 'x']])
      expect(post(own, { body: { [formField]: token } })).not.toBeNull();
    expect(post(own, { body: null })).not.toBeNull();
  });

  it('passes as JSON without a cookie, for programs that sign by a header', () => {
    expect(post({ 'content-type': 'application/json' }, { body: {} })).toBeNull();
  });
});

it('lets safe methods pass: they change nothing', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    expect(post({ cookie, 'sec-fetch-site': 'cross-site' }, { method })).toBeNull();
});
