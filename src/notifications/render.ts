/** A mail in its two forms: HTML with inline styles for both themes, and a text that was written, not derived. Pure. */
import { type Html, markup } from '../html.js';
import type { Letter, Wording } from './letter.js';

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const text = `${font};font-size:16px;line-height:24px;color:#1b1d21;margin:0 0 16px`;
const small = `${font};font-size:13px;line-height:20px;color:#565a61;margin:0`;

/** Only what inline styles cannot say: the dark theme. Mail programs that drop it show the light one. */
const dark = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){body,.page{background:#131417!important}.card{background:#1a1c20!important;border-color:#2c3037!important}
h1,p,li,.ink{color:#eceef1!important}.soft{color:#a8aeb8!important}a.link{color:#8ea6ff!important}a.go{background:#8ea6ff!important;color:#10131c!important}}`;

/** What is told, and the one button. */
const card = (words: Wording): Html =>
  markup`<table
                role="presentation"
                class="card"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                border="0"
                style="max-width:560px;background:#ffffff;border:1px solid #e3e3de;border-radius:14px"
              >
                <tr>
                  <td style="padding:28px 24px">
                    <h1
                      style="${font};font-size:22px;line-height:28px;font-weight:600;color:#1b1d21;margin:0 0 12px"
                    >
                      ${words.heading}
                    </h1>
                    <p style="${text}">${words.first}</p>
                    ${words.lines.length > 0 && list(words)} ${button(words)}
                  </td>
                </tr>
              </table>`;

export function htmlOf(letter: Letter, words: Wording): string {
  const hidden = 'display:none;max-height:0;overflow:hidden;mso-hide:all';
  const mail = markup`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${words.subject}</title>
        <style>
          ${dark}
        </style>
      </head>
      <body style="margin:0;padding:0;background:#f7f7f5">
        <div style="${hidden}">${words.first}</div>
        <table
          role="presentation"
          class="page"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          border="0"
          style="background:#f7f7f5"
        >
          <tr>
            <td align="center" style="padding:24px 12px">
              ${card(words)}
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                border="0"
                style="max-width:560px"
              >
                <tr>
                  <td style="padding:16px 24px">
                    <p class="soft" style="${small}">${words.why} ${letter.about}.</p>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `;
  // indentation is for the reader of this file, not of the mail
  return mail.text.replace(/\s*\n\s*/g, '\n');
}

function list({ lines }: Wording): Html {
  const rows = lines.map(
    ({ title, text: rest, link }) =>
      markup`<li style="margin:0 0 12px">
        <a class="link" href="${link}" style="color:#3b5bdb;font-weight:600">${title}</a
        >${rest !== '' && markup`<br /><span class="soft" style="color:#565a61;font-size:14px;line-height:20px">${rest}</span>`}
      </li>`,
  );
  return markup`<ul style="${text};padding-left:20px">
    ${rows}
  </ul>`;
}

function button({ button: { label, link } }: Wording): Html {
  return markup`<table role="presentation" cellpadding="0" cellspacing="0" border="0">
    <tr>
      <td style="border-radius:10px;background:#3b5bdb" class="go">
        <a
          class="go"
          href="${link}"
          style="${font};display:inline-block;padding:13px 22px;font-size:16px;line-height:22px;font-weight:500;color:#ffffff;background:#3b5bdb;border-radius:10px;text-decoration:none"
          >${label}</a
        >
      </td>
    </tr>
  </table>`;
}

export function textOf(letter: Letter, words: Wording): string {
  const lines = words.lines.flatMap(({ title, text: rest, link }) => [
    `* ${title}`,
    ...(rest ? [`  ${rest}`] : []),
    `  ${link}`,
    '',
  ]);
  return [
    `Hello ${letter.name},`,
    '',
    words.first,
    '',
    ...lines,
    `${words.button.label}: ${words.button.link}`,
    '',
    '-- ',
    words.why,
    `${letter.about}`,
    '',
  ].join('\n');
}
