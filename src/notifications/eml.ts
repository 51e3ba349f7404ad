/** Reads mails as nodemailer writes them, for the development page and the tests: headers, the text and the HTML. Pure. */

export type Eml = { headers: ReadonlyMap<string, string>; text: string; html: string };

/** A mail from its bytes. What cannot be read is left empty; nothing throws. */
export function readEml(bytes: Buffer): Eml {
  const part = split(bytes.toString('latin1'));
  const bodies = leaves(part);
  const body = (type: string) => bodies.find((one) => typeOf(one).startsWith(type));
  const decoded = (one: RawPart | undefined) => (one ? decode(one) : '');
  const headers = new Map([...part.headers].map(([name, value]) => [name, words(value)]));
  return { headers, text: decoded(body('text/plain')), html: decoded(body('text/html')) };
}

type RawPart = { headers: Map<string, string>; body: string };

function split(raw: string): RawPart {
  const at = /\r?\n\r?\n/.exec(raw);
  const head = at ? raw.slice(0, at.index) : raw;
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: at ? raw.slice(at.index + at[0].length) : '' };
}

const typeOf = ({ headers }: RawPart) => headers.get('content-type') ?? 'text/plain';

function leaves(part: RawPart): RawPart[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(typeOf(part))?.[1];
  if (!typeOf(part).toLowerCase().startsWith('multipart/') || !boundary) return [part];
  const pieces = part.body.split(`--${boundary}`).slice(1, -1);
  return pieces.flatMap((piece) => leaves(split(piece.replace(/^\r?\n/, '').replace(/\r?\n$/, ''))));
}

function decode({ headers, body }: RawPart): string {
  const encoding = (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return quoted(body.replace(/=\r?\n/g, ''));
  return Buffer.from(body, 'latin1').toString('utf8');
}

const quoted = (text: string): string => {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
};

/** Encoded words of a header: `=?UTF-8?Q?Caf=C3=A9?=`. */
const words = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : quoted(text.replace(/_/g, ' ')),
    );
