/** Colours, distances and fonts, light and dark. The same values as in the browser app. */
export const tokens = `:root { color-scheme:light dark;
--bg:light-dark(#f7f7f5,#131417); --surface:light-dark(#ffffff,#1a1c20); --surface-2:light-dark(#f1f1ee,#22252a);
--line:light-dark(#e3e3de,#2c3037); --control:light-dark(#868884,#767c87); --ink:light-dark(#1b1d21,#eceef1);
--ink-2:light-dark(#565a61,#a8aeb8); --accent:light-dark(#3b5bdb,#8ea6ff); --on-accent:light-dark(#ffffff,#10131c);
--accent-soft:light-dark(#e9edfd,#232a45); --late:light-dark(#9a5b00,#f0b44c); --late-soft:light-dark(#fdf1dc,#3a2c12);
--failed:light-dark(#b3261e,#ff8a80); --failed-soft:light-dark(#fce8e6,#43201e); --on-failed:light-dark(#ffffff,#2b0b09);
--done:light-dark(#1f7a46,#6fd39b); --done-soft:light-dark(#e3f4ea,#173325);
--s1:4px; --s2:8px; --s3:12px; --s4:16px; --s5:24px; --s6:32px; --s7:48px; --r-s:6px; --r-m:10px; --r-l:14px;
--font:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif }`;
