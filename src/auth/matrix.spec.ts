import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Actor, allowed, grantedRoles, mayEver, policyIds, type Subject } from './matrix.js';
import { rows } from './matrix-rows.js';

const organisationId = 'acme';
const me = 'me';
const actor = (...roles: (typeof grantedRoles)[number][]): Actor => ({
  organisationId,
  personId: me,
  grants: roles.map((role) => ({ role, scope: {} })),
});
const everything = actor(...grantedRoles);
const relations = ['manager', 'skip-level-manager', 'hr-partner', 'peer', 'facilitator'];
/** Somebody's case in which the actor has every relation and holds the task. */
const subject = (more: Partial<Subject> = {}): Subject => ({
  organisationId,
  personId: 'amara',
  assigneeId: me,
  relations,
  released: true,
  submitted: true,
  ...more,
});

describe('nobody decides their own case', () => {
  const deciding = [
    ['propose', 'rating'],
    ['approve', 'rating'],
    ['adjust', 'rating'],
    ['reopen', 'rating'],
    ['propose', 'pay'],
    ['approve', 'pay'],
    ['settle', 'pay'],
    ['decide', 'task'],
    ['write', 'review'],
    ['write', 'peerAnswer'],
    ['grant', 'role'],
  ] as const;

  it.each(deciding)('in no role may somebody %s their own %s', (action, resource) => {
    expect(allowed(everything, action, resource, subject())).toMatchObject({ allowed: true });
    expect(allowed(everything, action, resource, subject({ personId: me }))).toEqual({
      allowed: false,
      because: 'aboutYourself',
    });
  });

  it('whatever facts come together', () => {
    const facts = fc.record({
      action: fc.constantFrom(...deciding),
      roles: fc.subarray([...grantedRoles]),
      relations: fc.subarray(relations),
      assigneeId: fc.constantFrom(me, 'other', null),
      released: fc.boolean(),
      submitted: fc.boolean(),
      authorIds: fc.subarray([me, 'other']),
    });
    fc.assert(
      fc.property(facts, ({ action: [action, resource], roles, ...rest }) => {
        const verdict = allowed(actor(...roles), action, resource, subject({ ...rest, personId: me }));
        expect(verdict.allowed).toBe(false);
      }),
    );
  });

  it('and nobody approves what they wrote', () => {
    for (const [action, resource] of [
      ['decide', 'task'],
      ['approve', 'rating'],
      ['approve', 'pay'],
    ] as const)
      expect(allowed(actor(), action, resource, subject({ authorIds: [me] }))).toEqual({
        allowed: false,
        because: 'ownWork',
      });
  });
});

describe('the matrix', () => {
  it('refuses what it does not list', () => {
    expect(allowed(everything, 'erase', 'history', subject()).allowed).toBe(false);
    expect(allowed(everything, 'read', 'nothing', subject()).allowed).toBe(false);
  });

  it('knows no other organisation', () => {
    for (const { resource, actions, role } of rows)
      for (const action of actions) {
        if (role === 'anonymous') continue;
        expect(allowed(everything, action, resource, subject({ organisationId: 'other' }))).toEqual({
          allowed: false,
          because: 'otherOrganisation',
        });
      }
  });

  it('gives somebody who is not signed in only what is listed for anybody', () => {
    for (const id of policyIds) {
      const [resource = '', action = ''] = id.split('.');
      const listed = rows.some(
        (row) => row.role === 'anonymous' && row.resource === resource && row.actions.includes(action),
      );
      expect(mayEver(null, action, resource)).toBe(listed);
    }
  });

  it('shows an employee their rating and pay after the release, not before', () => {
    const own = { personId: me, assigneeId: null, relations: [] };
    for (const resource of ['rating', 'pay']) {
      expect(allowed(actor(), 'read', resource, subject({ ...own, released: false }))).toEqual({
        allowed: false,
        because: 'tooEarly',
      });
      expect(allowed(actor(), 'read', resource, subject(own)).allowed).toBe(true);
    }
  });

  it('holds a grant to its scope', () => {
    const partner: Actor = {
      organisationId,
      personId: me,
      grants: [{ role: 'hr-partner', scope: { country: ['ES'], department: ['Sales'] } }],
    };
    const about = (country: string, department: string | null) =>
      allowed(partner, 'read', 'participant', subject({ relations: [], attributes: { country, department } }))
        .allowed;
    expect(about('ES', 'Sales')).toBe(true);
    expect(about('ES', 'Finance')).toBe(false);
    expect(about('FR', 'Sales')).toBe(false);
    expect(about('ES', null)).toBe(false);
  });

  it('gives raw peer answers to nobody but the writer', () => {
    const readers = rows.filter((row) => row.resource === 'peerAnswer');
    expect(readers.map((row) => [row.role, row.scope])).toEqual([['assignee', 'held']]);
  });
});
