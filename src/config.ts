/** The settings of the service: one typed value, read once at the start from the environment. Every bad one is named at once. */
import { join, resolve } from 'node:path';
import { z } from 'zod';

export type Config = {
  environment: 'production' | 'development' | 'test';
  port: number;
  /** Address to listen on. */
  host: string;
  /** null: the embedded PostgreSQL under `home`. */
  databaseUrl: string | null;
  /** null: mail is captured under `home`, and can be read at a development page. */
  smtpUrl: string | null;
  /** Sender of every mail, as `Name <address>` or an address. */
  mailFrom: string;
  /** Folder of everything this installation keeps beside a database of its own. Absolute. */
  home: string;
  /** The address people type, without a slash at the end; links in mails begin with it. */
  publicUrl: string;
  logLevel: 'error' | 'warn' | 'info' | 'debug';
  /** Most connections for requests, and for background work. */
  connections: { interactive: number; background: number };
};

/** The settings are wrong; the message has a line for each, with its name, its value and what is expected. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(['These settings cannot be used:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

const url = (schemes: string[], example: string) =>
  z.string().refine((text) => schemes.includes(schemeOf(text)), `an address such as ${example}`);
const whole = (from: number, to: number) =>
  z
    .string()
    .refine(
      (text) => /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to,
      `a whole number from ${from} to ${to}`,
    )
    .transform(Number);
const oneOf = <T extends string>(...values: [T, ...T[]]) =>
  z.enum(values, { error: () => `one of ${values.join(', ')}` });

const settings = z.object({
  NODE_ENV: oneOf('production', 'development', 'test').default('development'),
  PORT: whole(1, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: url(
    ['postgres:', 'postgresql:'],
    'postgresql://user:password@host:5432/perennial',
  ).optional(),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.com:465').optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/,
      'an address, or a name with one, such as Perennial <reviews@example.com>',
    )
    .default('Perennial <perennial@localhost.localdomain>'),
  PERENNIAL_HOME: z.string().default('.perennial'),
  PUBLIC_URL: url(['http:', 'https:'], 'https://reviews.example.com').optional(),
  LOG_LEVEL: oneOf('error', 'warn', 'info', 'debug').default('info'),
  DATABASE_CONNECTIONS: whole(2, 200).default(10),
  DATABASE_BACKGROUND_CONNECTIONS: whole(1, 200).default(6),
});

/** Settings whose value may hold a password: never repeated in a message. */
const secret = new Set(['DATABASE_URL', 'SMTP_URL']);

/** Reads the settings. An empty variable counts as not set. Throws ConfigError naming every bad one. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, cwd: string): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = settings.safeParse(given);
  const problems = read.success ? [] : read.error.issues.map((issue) => describe(issue, given));
  const wanted = [...problems, ...wantedInProduction(given)];
  if (!read.success || wanted.length > 0) throw new ConfigError(wanted);
  const value = read.data;
  return {
    environment: value.NODE_ENV,
    port: value.PORT,
    host: value.HOST,
    databaseUrl: value.DATABASE_URL ?? null,
    smtpUrl: value.SMTP_URL ?? null,
    mailFrom: value.MAIL_FROM,
    home: resolve(cwd, value.PERENNIAL_HOME),
    publicUrl: (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ''),
    logLevel: value.LOG_LEVEL,
    connections: {
      interactive: value.DATABASE_CONNECTIONS,
      background: value.DATABASE_BACKGROUND_CONNECTIONS,
    },
  };
}

/** Folder of the embedded server of an installation. */
export const embeddedFolder = (home: string): string => join(home, 'postgres');
/** Folder into which mail is captured when there is no SMTP server. */
export const capturedMailFolder = (home: string): string => join(home, 'mail');

/** What has a default for trying out but must be said in earnest. */
function wantedInProduction(given: Record<string, unknown>): string[] {
  if (given['NODE_ENV'] !== 'production') return [];
  return ['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM']
    .filter((name) => given[name] === undefined)
    .map((name) => `${name} is not set; NODE_ENV=production needs it`);
}

function describe(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  const name = String(issue.path[0]);
  const value = secret.has(name) ? 'the value given (not shown)' : JSON.stringify(given[name]);
  return `${name} is ${value}; expected ${issue.message}`;
}

function schemeOf(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol : '';
}
