/** The look of a report: light and dark by what the reader prefers, one column on a phone. No fonts, no images, nothing loaded. */
export const style = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b2330;--soft:#5b6677;--line:#e1e5eb;--main:#2f6f62;--main-soft:#cfe4de;
--late:#b7791f;--late-soft:#f3e3c4;--bad:#b3402f;--grid:#eef1f4}
@media (prefers-color-scheme:dark){:root{--bg:#12161c;--card:#1a2028;--ink:#e7ebf0;--soft:#9aa6b5;--line:#2b333e;--main:#6fc0ad;
--main-soft:#264a43;--late:#e0ad57;--late-soft:#4a3a1d;--bad:#ef8a78;--grid:#222933}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:.25rem 0 .5rem;text-wrap:balance}
h2{font-size:1.125rem;margin:0 0 .25rem}
p{margin:.25rem 0;max-width:65ch}
.soft,.note{color:var(--soft)}
.note{font-size:.875rem;margin-bottom:.75rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:1.25rem 0}
.card,section{background:var(--card);border:1px solid var(--line);border-radius:.75rem}
.card{padding:.75rem 1rem}
.card b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.card span{color:var(--soft);font-size:.875rem}
.card.good b{color:var(--main)}.card.bad b{color:var(--bad)}
section{padding:1rem;margin:0 0 1rem}
.scroll{overflow-x:auto;margin:0 -1rem;padding:0 1rem}
table{border-collapse:collapse;width:100%;font-size:.9375rem;font-variant-numeric:tabular-nums}
th,td{padding:.4rem .6rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
th{font-weight:600;color:var(--soft);font-size:.8125rem}
th:first-child,td:first-child{text-align:left;padding-left:0}
tr:last-child td{border-bottom:0}
td.none{color:var(--soft)}td.warn{color:var(--late);font-weight:600}
svg{display:block;width:100%;min-width:42rem;height:auto}
svg text{fill:var(--soft);font:12px system-ui,sans-serif}
svg .name{fill:var(--ink)}
.bar{fill:var(--main)}.bar.soft{fill:var(--main-soft)}.rule{stroke:var(--grid)}.mark{fill:var(--late)}
.pair{display:grid;grid-template-columns:minmax(7rem,10rem) 1fr;gap:.25rem .75rem;align-items:center;margin:.35rem 0}
.pair .track{display:grid;gap:3px}
.figure{display:flex;white-space:nowrap;align-items:center;gap:.5rem;font-size:.8125rem;color:var(--soft);font-variant-numeric:tabular-nums}
.figure div{flex:none;height:.8rem;border-radius:3px;background:var(--main-soft);min-width:2px}
.figure+.figure div{background:var(--main)}
.key i{display:inline-block;width:.8rem;height:.8rem;border-radius:3px;margin:0 .35rem 0 0;vertical-align:-1px;background:var(--main-soft)}
.key i.after{background:var(--main)}.key span{margin-right:1rem}
code{font:.8125rem ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
footer{color:var(--soft);font-size:.875rem;margin-top:1.5rem}
@media print{body{background:#fff}section,.card{break-inside:avoid}}
`;
