/** The one stylesheet of the server-rendered pages: tokens, then parts, phone first. Served as a file, never inline. */
import { tokens } from './tokens.js';

export const stylesheet = `${tokens}
*,*::before,*::after { box-sizing:border-box }
html { scroll-padding-block:var(--s4) 96px; -webkit-text-size-adjust:100% }
body { margin:0; background:var(--bg); color:var(--ink); font:400 17px/26px var(--font); font-variant-numeric:tabular-nums;
  overflow-wrap:break-word; min-height:100vh; display:flex; flex-direction:column }
main { flex:1; width:100%; max-width:652px; margin:0 auto; padding:var(--s5) var(--s4) var(--s6) }
main.wide { max-width:1040px }
a { color:var(--accent); text-underline-offset:3px }
h1 { font-size:26px; line-height:32px; font-weight:600; letter-spacing:-.01em; margin:0 0 var(--s2); text-wrap:balance }
h2 { font-size:19px; line-height:26px; font-weight:600; margin:var(--s6) 0 var(--s3); text-wrap:balance }
h3 { font-size:17px; line-height:26px; font-weight:600; margin:var(--s5) 0 var(--s2) }
p { margin:0 0 var(--s3); text-wrap:pretty }
p.lead { color:var(--ink-2) }
small, .small { font-size:14px; line-height:21px; color:var(--ink-2) }
p.label { font-weight:600; margin:var(--s3) 0 var(--s1) }
ul.plain, ol.plain { list-style:none; margin:0; padding:0 }
:focus-visible { outline:2px solid var(--accent); outline-offset:2px; border-radius:var(--r-s) }
main:focus { outline:none }
.skip { position:absolute; left:-999px }
.skip:focus { left:var(--s3); top:var(--s2); z-index:9; background:var(--surface); padding:var(--s2) var(--s3) }
.off { position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%); white-space:nowrap }

.top { border-bottom:1px solid var(--line) }
.top > div { max-width:652px; margin:0 auto; padding:var(--s3) var(--s4); display:flex; gap:var(--s4); justify-content:space-between;
  align-items:baseline; font-size:14px; line-height:21px; color:var(--ink-2) }
.top.wide > div { max-width:1040px }
.top nav { display:flex; gap:0 var(--s4) }
.top a { white-space:nowrap; padding:var(--s2) 0 }
.foot { border-top:1px solid var(--line); color:var(--ink-2); font-size:14px; line-height:21px }
.foot > div { max-width:652px; margin:0 auto; padding:var(--s3) var(--s4) var(--s4); display:flex; flex-wrap:wrap; gap:var(--s1) var(--s4); align-items:center }
.foot.wide > div { max-width:1040px }
.foot form { display:inline }
.dev { background:var(--surface-2); border-top:1px dashed var(--control) }
.dev form { display:flex; gap:var(--s2); align-items:center }
.dev input[type=text] { width:72px; min-height:36px; padding:0 var(--s2) }

.pill { display:inline-flex; align-items:center; gap:6px; border-radius:99px; padding:2px 12px 2px 10px; font-size:14px; line-height:24px;
  font-weight:600; margin:0 0 var(--s3); background:var(--surface-2); color:var(--ink-2) }
.pill svg { flex:none }
.pill.soon, .pill.late { background:var(--late-soft); color:var(--late) }
.pill.done { background:var(--done-soft); color:var(--done) }

.card { background:var(--surface); border:1px solid var(--line); border-radius:var(--r-l); padding:var(--s4); margin:0 0 var(--s4) }
.card > :last-child { margin-bottom:0 }
.card > :first-child { margin-top:0 }
details.card { padding:0 }
details > summary { cursor:pointer; padding:var(--s3) var(--s4); min-height:48px; font-weight:500; border-radius:var(--r-l) }
details > summary small { font-weight:400 }
details > div { padding:0 var(--s4) var(--s4) }
details.more { margin:var(--s5) 0 }
details.more > summary { padding-left:0; color:var(--ink-2); font-weight:400; font-size:15px }
details.more > div { padding:0 }
.card.tight { padding:var(--s3) var(--s4); margin-bottom:var(--s2) }
.card.tight details.more { margin:0 }
.card.tight details.more > summary { min-height:44px; padding-block:10px }
.quote { white-space:pre-wrap; border-left:3px solid var(--line); padding-left:var(--s3); margin:0 0 var(--s3) }
.who { display:flex; gap:6px; color:var(--ink-2); font-size:14px; line-height:20px; margin:0 0 var(--s3) }
.who svg { flex:none; margin-top:2px }
.notice { background:var(--accent-soft); border-radius:var(--r-m); padding:var(--s3) var(--s4); margin:0 0 var(--s5) }
.notice.late { background:var(--late-soft) }
.notice > :last-child { margin-bottom:0 }
.errors { background:var(--failed-soft); border-radius:var(--r-m); padding:var(--s3) var(--s4); margin:0 0 var(--s5) }
.errors h2 { margin:0 0 var(--s2); color:var(--failed) }
.errors ul { margin:0; padding-left:20px }
.errors a { color:var(--failed) }
.error { color:var(--failed); font-size:15px; line-height:22px; margin:0 0 var(--s2); font-weight:500 }

fieldset { border:0; margin:0 0 var(--s5); padding:0; min-width:0 }
legend, label.head { display:block; padding:0; margin:0 0 var(--s1); font-weight:600 }
.field { margin:0 0 var(--s5) }
.hint { color:var(--ink-2); font-size:14px; line-height:20px; margin:0 0 var(--s2) }
.count:empty { display:none }
.count { color:var(--ink-2); font-size:14px; line-height:20px; margin:var(--s1) 0 0 }
textarea, input[type=text], input[type=search], input[type=date], input:not([type]), select { width:100%; font:inherit; font-size:16px; line-height:24px; color:var(--ink);
  background:var(--surface); border:1px solid var(--control); border-radius:var(--r-m); padding:10px 12px; min-height:44px }
textarea { min-height:128px; field-sizing:content; max-height:60vh; resize:vertical }
textarea.short { min-height:80px }
[aria-invalid=true] { border-color:var(--failed); box-shadow:inset 0 0 0 1px var(--failed) }
.pair { display:grid; gap:var(--s3); grid-template-columns:1fr 1fr }
.unit { display:flex; align-items:center; gap:var(--s2) }
.unit input { max-width:136px; text-align:right }

.choices { display:grid; gap:var(--s2) }
.choices label { display:flex; gap:var(--s3); align-items:center; min-height:52px; padding:var(--s2) var(--s4); background:var(--surface);
  border:1px solid var(--control); border-radius:var(--r-m); cursor:pointer }
.choices input { width:20px; height:20px; margin:0; flex:none; accent-color:var(--accent) }
.choices label:has(:checked) { border-color:var(--accent); box-shadow:inset 0 0 0 1px var(--accent); background:var(--accent-soft) }
.choices label:has(:focus-visible) { outline:2px solid var(--accent); outline-offset:2px }
.choices label:has(:focus-visible) input { outline:none }
.choices.tight { gap:0 }
.choices.tight label { min-height:44px; border-radius:0; margin-top:-1px }
.choices.tight label:first-of-type { border-radius:var(--r-m) var(--r-m) 0 0 }
.choices.tight label:last-of-type { border-radius:0 0 var(--r-m) var(--r-m) }
.choices.tight label:has(:checked) { z-index:1; position:relative }
.item { background:var(--surface); border:1px solid var(--line); border-radius:var(--r-l); padding:var(--s4); margin:0 0 var(--s3) }
.item legend, .item h3 { margin:0 0 var(--s1); font-size:17px }
.item legend { float:left; width:100% }
.item legend + * { clear:both }
.item .field { margin-bottom:var(--s3) }
.item .field:last-child, .item .pair:last-child .field { margin-bottom:0 }
.item label.head { font-weight:500; font-size:15px; line-height:22px }

button, .button { display:inline-flex; justify-content:center; align-items:center; min-height:48px; padding:0 20px; border-radius:var(--r-m);
  font:500 17px/24px var(--font); border:1px solid var(--control); background:var(--surface); color:var(--ink); cursor:pointer; text-decoration:none }
button.primary, .button.primary { background:var(--accent); border-color:var(--accent); color:var(--on-accent) }
button.link { border:0; background:none; color:var(--accent); padding:var(--s2) 0; min-height:44px; font:inherit; text-decoration:underline; text-underline-offset:3px }
.foot button.link { min-height:32px; padding:0 }
button.small { min-height:36px; padding:0 12px; font-size:15px; line-height:20px }
.actions { display:flex; gap:var(--s3); flex-wrap:wrap; margin:var(--s5) 0 0 }
.bar { position:sticky; bottom:0; display:flex; flex-wrap:wrap; gap:var(--s2) var(--s3); margin:var(--s5) calc(-1*var(--s4)) 0; padding:var(--s3) var(--s4) calc(var(--s3) + env(safe-area-inset-bottom));
  background:color-mix(in srgb,var(--bg) 92%,transparent); border-top:1px solid var(--line); backdrop-filter:blur(8px) }
.bar button { flex:1 1 0; padding-inline:var(--s2) }
.bar .saved { flex:1 0 100%; color:var(--ink-2); font-size:14px; line-height:20px; margin:0 }
.bar .saved:empty { display:none }
.bar .saved.bad { color:var(--late) }

.list > li { background:var(--surface); border:1px solid var(--line); border-radius:var(--r-l); margin:0 0 var(--s2) }
.list > li > a { display:block; padding:var(--s3) var(--s4); color:inherit; text-decoration:none; border-radius:var(--r-l) }
.list > li > a:hover strong { color:var(--accent) }
.list form { margin:0 }
.list button.row { display:block; width:100%; border:0; background:none; text-align:left; padding:var(--s3) var(--s4); font-weight:400; border-radius:var(--r-l); min-height:0 }
.list button.row:hover strong { color:var(--accent) }
.list small { display:block }
.list strong { display:block; font-weight:600 }
.list .pill { margin:var(--s1) 0 0 }
.people label { justify-content:flex-start }
.people small { display:block }
dl.facts { display:grid; grid-template-columns:auto 1fr; gap:var(--s1) var(--s4); margin:0 0 var(--s4) }
dl.facts dt { color:var(--ink-2) }
dl.facts dd { margin:0 }
.scroll { overflow-x:auto; margin:0 0 var(--s4) }
table { width:100%; border-collapse:collapse; font-size:15px; line-height:22px }
caption { text-align:left; font-weight:600; padding:0 0 var(--s2) }
th { text-align:left; font-weight:500; color:var(--ink-2); font-size:14px }
th, td { padding:var(--s2) var(--s3) var(--s2) 0; border-bottom:1px solid var(--line); vertical-align:top }
td.n, th.n { text-align:right; white-space:nowrap }
.bars { margin:0 0 var(--s4) }
.bars li { display:grid; grid-template-columns:minmax(96px,32%) 1fr auto; gap:var(--s3); align-items:center; padding:var(--s1) 0; font-size:15px }
.bars svg { width:100%; height:20px; display:block }
.bars .body { fill:var(--accent); fill-opacity:.22 }
.bars .cap { fill:var(--accent) }
.bars .mark { fill:var(--ink) }
.bars .off-guide { color:var(--late); font-weight:600 }
.steps { display:flex; gap:var(--s1); margin:0 0 var(--s3); padding:0; list-style:none }
.steps li { flex:1; height:6px; border-radius:3px; background:var(--line) }
.steps li.past { background:var(--accent) }
.steps li.now { background:var(--accent); opacity:.55 }
.result { text-align:center; padding:var(--s5) var(--s4) }
.result b { display:block; font-size:26px; line-height:32px; font-weight:600 }
iframe.mail { width:100%; height:620px; border:1px solid var(--line); border-radius:var(--r-l); background:var(--surface) }
pre.mail { white-space:pre-wrap; overflow-wrap:anywhere; font:14px/21px ui-monospace,"SF Mono","DejaVu Sans Mono",monospace }
.filter { display:flex; gap:var(--s2); margin:0 0 var(--s4) }

@media (min-width:600px) {
  .choices.tight { grid-template-columns:repeat(var(--n,5),1fr); grid-auto-flow:column; grid-auto-columns:1fr; grid-template-columns:none }
  .choices.tight label { flex-direction:column; justify-content:center; gap:var(--s1); padding:var(--s2) var(--s1); text-align:center; font-size:14px; line-height:18px; margin:0 0 0 -1px }
  .choices.tight label:first-of-type { border-radius:var(--r-m) 0 0 var(--r-m); margin-left:0 }
  .choices.tight label:last-of-type { border-radius:0 var(--r-m) var(--r-m) 0 }
  .bar { margin-inline:0; padding-inline:0 }
  .bar button { flex:0 1 auto; min-width:168px }
  main { padding-top:var(--s6) }
}
@media (min-width:960px) {
  main.wide > .columns { display:grid; grid-template-columns:minmax(0,620px) minmax(280px,1fr); gap:var(--s6); align-items:start }
  main.wide > .columns > aside { order:2; position:sticky; top:var(--s4); max-height:calc(100vh - 32px); overflow:auto }
  main.wide > .columns > aside .card { margin-bottom:var(--s3) }
}
@media (hover:hover) { button:hover, .button:hover { filter:brightness(1.04) } .choices label:hover { border-color:var(--accent) } }
@media (prefers-reduced-motion:no-preference) { .choices label { transition:background-color .18s } }
@media print { .top, .foot, .bar, .dev { display:none } body { background:#fff } }
`;
