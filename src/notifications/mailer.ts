/** The SMTP side: one connection pool, and three outcomes. The only file that sees nodemailer. */
import { createTransport } from 'nodemailer';

export type OutgoingMail = {
  messageId: string;
  to: { name: string; address: string };
  subject: string;
  html: string;
  text: string;
  headers: Readonly<Record<string, string>>;
  references: string;
  /** Date header, milliseconds. */
  at: number;
};
/** `later`: refused for now, or nobody knows whether it arrived; `unknown` says which. */
export type Outcome =
  | { outcome: 'sent'; reply: string }
  | { outcome: 'later'; unknown: boolean; reply: string }
  | { outcome: 'never'; reply: string };

export type Mailer = {
  /** Opens a connection without sending; false when the server cannot be reached or refuses. */
  ready(): Promise<boolean>;
  send(mail: OutgoingMail): Promise<Outcome>;
  close(): void;
};
export type MailerOptions = { url: string; from: string; connections?: number; patience?: number };

/** A mailer over SMTP. `patience`: milliseconds before a silent server counts as not answering. */
export function smtpMailer({ url, from, connections = 4, patience = 20_000 }: MailerOptions): Mailer {
  const address = new URL(url);
  const transport = createTransport({
    pool: true,
    maxConnections: connections,
    host: address.hostname,
    port: Number(address.port) || (address.protocol === 'smtps:' ? 465 : 587),
    secure: address.protocol === 'smtps:',
    // only a loopback server, such as the one that captures mail, may be spoken to in the clear
    ...(loopback(address.hostname) ? { ignoreTLS: true } : { requireTLS: true }),
    ...(address.username
      ? { auth: { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) } }
      : {}),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    ready: () =>
      transport.verify().then(
        () => true,
        () => false,
      ),
    async send(mail) {
      try {
        const sent = await transport.sendMail({
          from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: mail.messageId,
          references: mail.references,
          inReplyTo: mail.references,
          date: new Date(mail.at),
          headers: others(mail.headers),
          list: listOf(mail.headers),
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        if (sent.rejected.length > 0) return { outcome: 'never', reply: sent.response };
        return { outcome: 'sent', reply: sent.response };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Nodemailer writes list headers itself; written by hand it would encode the brackets too. */
function listOf(headers: OutgoingMail['headers']): { id: { url: string; comment: string } } | undefined {
  const [, comment, url] = /^"(.*)" <(.*)>$/.exec(headers['List-Id'] ?? '') ?? [];
  return comment !== undefined && url !== undefined ? { id: { url, comment } } : undefined;
}
const others = ({ 'List-Id': _, ...headers }: OutgoingMail['headers']) => headers;

const loopback = (host: string) =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127\./.test(host);

/** What an error of the transport means. A dead connection does not say whether the mail arrived. */
export function outcomeOf(error: unknown): Outcome {
  const { code, responseCode, permanent, response, message } = error as {
    code?: string;
    responseCode?: number;
    permanent?: boolean;
    response?: string;
    message?: string;
  };
  const reply = response ?? message ?? 'no reply';
  if (responseCode !== undefined) {
    if (permanent ?? responseCode >= 500) return { outcome: 'never', reply };
    return { outcome: 'later', unknown: false, reply };
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { outcome: 'never', reply };
  return { outcome: 'later', unknown: code !== 'EDNS' && code !== 'ECONNREFUSED', reply };
}
