/** Words that are spelt in a way Cycle does not read. Each is reported and mended, so that the line can still be read. */
import type { IToken } from 'chevrotain';
import { nameText, spanFrom, spanOf } from '../ast/cst.js';
import { diagnose, type Diagnostic, type Fix, type Values } from '../diagnostic.js';
import type { Code } from '../catalogue/catalogue.js';
import { lastDayOf, readingsOfDate } from './dates.js';
import { hiddenSigns } from './alphabets.js';
import type { Row } from './rows.js';
import { Currency, Day, Name, Num, OddNumber, Percent, retype } from './tokens.js';

/** The limit of a name, in signs. */
const longestName = 120;

type Speller = (word: IToken, file: number, row: Row) => Diagnostic | null;

/** The messages about the words of a row, in order; its words are mended. */
export function respell(file: number, row: Row): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const word of row.words) {
    const problem = spellers[word.tokenType.name]?.(word, file, row);
    if (problem) found.push(problem);
  }
  row.words = row.words.filter((word) => word.tokenType.name !== 'OddSign');
  return found;
}

const spellers: Record<string, Speller> = {
  OpenName: openName,
  Name: name,
  OddDate: oddDate,
  Date: day,
  Time: time,
  OddNumber: oddNumber,
  Num: number,
  Percent: number,
  OddSign: oddSign,
};

const tell = (code: Code, word: IToken, file: number, values: Values, fixes: Fix[] = []): Diagnostic =>
  diagnose(code, spanOf(file, word), values, { fixes });

/** A fix that writes something else instead of a word. */
const write = (word: IToken, file: number, text: string, safety: Fix['safety']): Fix => ({
  title: `Write ${text}`,
  safety,
  edits: [{ at: spanOf(file, word), text }],
});

/** Words that follow a name; a name without a closing quote probably ended before them. */
const follows = /\s+(?=(?:where|within|when|wins|only|rate|measure|write|choose|answer)\s)/;

/** The name is taken to end before the next comma, before a word that follows names, or with the line. */
function openName(word: IToken, file: number): Diagnostic {
  const [, rest = ''] = /^.([^]*)$/.exec(word.image) ?? [];
  const upToComma = (rest.split(/,|\s+#/)[0] ?? '').trimEnd();
  const inside = upToComma.split(follows)[0] ?? '';
  const start = inside.length > 24 ? `${inside.slice(0, 23)}…` : inside;
  const { line, col } = spanOf(file, word).from;
  const end = { line, col: col + 1 + inside.length };
  const fix: Fix = {
    title: 'Add the closing quote',
    safety: inside === upToComma ? 'safe' : 'offered',
    edits: [{ at: { file, from: end, to: end }, text: '"' }],
  };
  const problem = tell('CY1001', word, file, { start: `"${start}` }, [fix]);
  mend(word, `"${inside || '…'}"`, Name);
  return problem;
}

function mend(word: IToken, image: string, type: typeof Name): void {
  word.image = image;
  retype(word, type);
}

/** A name that touches the next word has taken the opening quote of another name for its own end. */
const touches = (word: IToken, row: Row): boolean => {
  const next = row.words[row.words.indexOf(word) + 1];
  return next?.startOffset === word.startOffset + word.image.length && /^[\p{L}\p{N}]/u.test(next.image);
};

function name(word: IToken, file: number, row: Row): Diagnostic | null {
  if (touches(word, row)) return openName(word, file);
  const text = nameText(word);
  const n = [...text].length;
  if (n < 1 || n > longestName) {
    mend(word, n < 1 ? '"…"' : `"${[...text].slice(0, longestName).join('')}"`, Name);
    return tell('CY1009', word, file, { n, limit: longestName });
  }
  const shown = hiddenSigns(text);
  return shown === null ? null : tell('CY1008', word, file, { name: `"${text}"`, shown });
}

function oddDate(word: IToken, file: number): Diagnostic {
  const text = word.image;
  const readings = readingsOfDate(text);
  const [first] = readings;
  const fixes = readings.map((reading) =>
    write(word, file, reading, readings.length === 1 ? 'safe' : 'offered'),
  );
  const suggestion = readings.join(' or ');
  const problem = tell('CY1002', word, file, { text, suggestion }, fixes);
  if (first !== undefined) mend(word, first, Day);
  return problem;
}

function day(word: IToken, file: number): Diagnostic | null {
  const date = word.image;
  const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number);
  if (year < 1990 || year > 2199) {
    mend(word, '2027-01-01', Day);
    return tell('CY1003', word, file, { date, why: 'Dates run from 1990-01-01 to 2199-12-31.' });
  }
  const last = lastDayOf(year, month);
  if (dayOfMonth >= 1 && dayOfMonth <= last) return null;
  const why = last === 0 ? 'A year has 12 months.' : `The month has only ${last} days.`;
  const best = `${date.slice(0, 8)}${last}`;
  mend(word, last > 0 ? best : `${year}-12-31`, Day);
  return tell('CY1003', word, file, { date, why }, last > 0 ? [write(word, file, best, 'offered')] : []);
}

function time(word: IToken, file: number): Diagnostic | null {
  const [hour = 0, minute = 0] = word.image.split(':').map(Number);
  if (hour < 24 && minute < 60) return null;
  const problem = tell('CY1010', word, file, { time: word.image });
  word.image = '09:00';
  return problem;
}

function oddNumber(word: IToken, file: number): Diagnostic {
  const text = word.image;
  const suggestion = plainNumber(text);
  const fixes = suggestion === null ? [] : [write(word, file, suggestion, 'safe')];
  const problem = tell('CY1005', word, file, suggestion === null ? { text } : { text, suggestion }, fixes);
  mend(word, suggestion ?? '1', text.endsWith('%') ? Percent : Num);
  if (suggestion === null && text.endsWith('%')) word.image = '1%';
  return problem;
}

/** 70,5 is 70.5; 1,000 and 1.000,00 are thousands; 1.2.3 is nothing. */
function plainNumber(text: string): string | null {
  const unit = text.endsWith('%') ? '%' : '';
  const digits = text.replace('%', '');
  if (/^\.\d+$/.test(digits)) return `0${digits}${unit}`;
  if (/^\d{1,3}([,'’.])\d{3}(\1\d{3})*$/.test(digits)) return digits.replace(/\D/g, '') + unit;
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(digits)) return digits.replace(/,/g, '') + unit;
  if (/^\d{1,3}([.'’]\d{3})+,\d+$/.test(digits)) return digits.replace(/[.'’]/g, '').replace(',', '.') + unit;
  return /^\d+,\d+$/.test(digits) ? digits.replace(',', '.') + unit : null;
}

function number(word: IToken, file: number): Diagnostic | null {
  const [whole = '', part = ''] = word.image.replace('%', '').split('.');
  if (whole.length + part.length <= 12 && part.length <= 6) return null;
  const problem = tell('CY1005', word, file, { digits: word.image });
  word.image = word.image.endsWith('%') ? '1%' : '1';
  return problem;
}

/** Signs of money that mean one currency. */
const moneySigns: Record<string, string> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₩': 'KRW',
  '₺': 'TRY',
  '₽': 'RUB',
  '₴': 'UAH',
};

/** The amount that a word is, as it should be written; undefined when it is none, or nobody knows which. */
function amountOf(word: IToken | undefined): string | undefined {
  if (word?.tokenType === Num) return word.image;
  return word?.tokenType === OddNumber && !word.image.endsWith('%')
    ? (plainNumber(word.image) ?? undefined)
    : undefined;
}

/** An amount has the code of its currency behind it. */
function moneySign(word: IToken, file: number, row: Row): Diagnostic | null {
  const sign = word.image;
  const code = moneySigns[sign];
  if (code === undefined && !/^\p{Sc}$/u.test(sign)) return null;
  const at = row.words.indexOf(word);
  const [before, after] = [row.words[at - 1], row.words[at + 1]];
  const isBefore = amountOf(before) !== undefined;
  const number = isBefore ? before : after;
  const amount = amountOf(number);
  if (code === undefined)
    return tell('CY1004', word, file, {
      sign,
      instead: `the code of the currency, such as ${amount ?? '500'} USD,`,
    });
  if (number === undefined || amount === undefined)
    return tell('CY1004', word, file, { sign, instead: `${code} behind the amount` });
  const written = row.words[at + (isBefore ? 1 : 2)];
  const named = /^[A-Z]{3}$/.test(written?.image ?? '') ? written : undefined;
  // two currencies: nobody knows which is meant
  if (named && named.image !== code) return tell('CY1004', word, file, { sign });
  const instead = `${amount} ${code}`;
  const whole = spanFrom(file, isBefore ? number : word, named ?? (isBefore ? word : number));
  const fix: Fix = { title: `Write ${instead}`, safety: 'safe', edits: [{ at: whole, text: instead }] };
  if (named) mend(named, code, Currency);
  else if (isBefore) mend(word, code, Currency);
  return tell('CY1004', word, file, { sign, instead }, [fix]);
}

const insteadOf: Record<string, string> = {
  '\u00a0': 'a space',
  '\u202f': 'a space',
  '\u2003': 'a space',
  '\u3000': 'a space',
};

function oddSign(word: IToken, file: number, row: Row): Diagnostic {
  const sign = word.image;
  const before = row.words[row.words.indexOf(word) - 1];
  if (sign === '%' && before?.tokenType === Num) {
    const instead = `${before.image}%`;
    mend(before, instead, Percent);
    return tell('CY1004', word, file, { sign, instead });
  }
  const money = moneySign(word, file, row);
  if (money) return money;
  const instead = insteadOf[sign] ?? (sign === "'" || sign === '’' || sign === '‘' ? 'a double quote' : '');
  const fixes = instead === 'a space' ? [{ ...write(word, file, ' ', 'safe'), title: 'Write a space' }] : [];
  return tell('CY1004', word, file, { sign: named(sign), instead }, fixes);
}

/** A sign as it can be shown: itself, or its number. */
function named(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const unseen = code < 33 || (code >= 0x7f && code <= 0xa0) || /[\s\p{C}]/u.test(sign);
  return unseen ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : sign;
}
