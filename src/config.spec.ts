import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment, '/srv/perennial');
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.problems : [String(error)];
  }
};

describe('configuration', () => {
  it('needs nothing to be tried out', () => {
    expect(readConfig({}, '/srv/perennial')).toMatchObject({
      environment: 'development',
      port: 3000,
      databaseUrl: null,
      smtpUrl: null,
      home: '/srv/perennial/.perennial',
      publicUrl: 'http://localhost:3000',
    });
  });

  it('lets the port follow into the address people type', () => {
    expect(readConfig({ PORT: '8080' }, '/').publicUrl).toBe('http://localhost:8080');
    expect(readConfig({ PORT: '8080', PUBLIC_URL: 'https://hr.example.com/' }, '/').publicUrl).toBe(
      'https://hr.example.com',
    );
  });

  it('names every bad setting at once, with what is expected', () => {
    const problems = problemsOf({
      PORT: '80x',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'reviews.example.com',
      MAIL_FROM: 'nobody',
    });
    expect(problems).toEqual([
      'PORT is "80x"; expected a whole number from 1 to 65535',
      'MAIL_FROM is "nobody"; expected an address, or a name with one, such as Perennial <reviews@example.com>',
      'PUBLIC_URL is "reviews.example.com"; expected an address such as https://reviews.example.com',
      'LOG_LEVEL is "loud"; expected one of error, warn, info, debug',
    ]);
  });

  it('never repeats an address that may hold a password', () => {
    const [problem] = problemsOf({ DATABASE_URL: 'mysql://root:hunter2@db' });
    expect(problem).toMatch(
      /^DATABASE_URL is the value given \(not shown\); expected an address such as postgresql:/,
    );
    expect(problem).not.toContain('hunter2');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '' }, '/').databaseUrl).toBeNull();
  });

  it('wants its address and a mail server said in production', () => {
    expect(problemsOf({ NODE_ENV: 'production', PORT: '0' })).toEqual([
      'PORT is "0"; expected a whole number from 1 to 65535',
      'PUBLIC_URL is not set; NODE_ENV=production needs it',
      'SMTP_URL is not set; NODE_ENV=production needs it',
      'MAIL_FROM is not set; NODE_ENV=production needs it',
    ]);
  });
});
