// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reportstyle.h"

namespace windsock::matrix {

// The colours are those of the window. Those of verdicts have a contrast of 4.5 at least, on both grounds.
QString reportStyle()
{
    return QStringLiteral(R"(
:root { color-scheme: light dark; --ground: #f3f4f6; --paper: #fff; --ink: #1f2328; --soft: #5b6470; --line: #d8dbe0;
  --pre: #f0f1f4; --link: #0b6e75; --yes: #1a7431; --maybe: #8a5a00; --no: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #16181c; --paper: #1f2226; --ink: #e4e6ea; --soft: #a2a9b4; --line: #383d45; --pre: #16181c;
    --link: #63c5cc; --yes: #6fcf86; --maybe: #e0b050; --no: #ff8f85; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, "Inter", "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
main > section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1.25rem 1.5rem;
  margin: 1rem 0; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: .5rem 0; }
h2 { font-size: 1.4rem; margin: 0 0 .75rem; }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
h2 + section > h3 { margin-top: 0; }
p, ul, dl, pre, .wide { margin: 0 0 .75rem; }
ul { padding-left: 1.25rem; }
a { color: var(--link); }
header ul { list-style: none; padding: 0; color: var(--soft); font-size: .875rem; }
nav { font-size: .875rem; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .875em; }
code { background: var(--pre); border-radius: 4px; padding: .1em .25em; }
pre { background: var(--pre); border-radius: 6px; padding: .75rem 1rem; overflow-x: auto; overflow-wrap: normal;
  font-size: .8125rem; line-height: 1.45; }
.intro { margin-bottom: .25rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; font-variant-numeric: tabular-nums;
  overflow-wrap: break-word; }
th, td { text-align: left; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; font-size: .8125rem; color: var(--soft); }
td { max-width: 11rem; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.yes { color: var(--yes); } .maybe { color: var(--maybe); } .no { color: var(--no); }
.yes, .maybe, .no { white-space: nowrap; }
h4 .yes, h4 .maybe, h4 .no { font-size: .875rem; font-weight: 600; margin-left: .5rem; }
.environment { border-top: 1px solid var(--line); padding-top: .25rem; margin-top: 1.75rem; scroll-margin-top: 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; font-size: .9375rem; }
dt { color: var(--soft); } dd { margin: 0; }
img { display: block; max-width: 100%; height: auto; background: #fff; border: 1px solid var(--line); border-radius: 6px; }
@media (max-width: 40rem) {
  main { padding: .75rem; } main > section { padding: 1rem .75rem; }
  table { font-size: .75rem; } th { font-size: .6875rem; } th, td { padding-right: .3rem; } td { max-width: 9rem; }
  .verdicts .yes, .verdicts .maybe, .verdicts .no { white-space: normal; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --pre: #f4f4f4;
    --link: #000; --yes: #1a7431; --maybe: #8a5a00; --no: #b3261e; }
  body { font-size: 10pt; } table, dl { font-size: 9pt; } main { max-width: none; padding: 0; } main > section { border: 0; padding: 0; }
  nav { display: none; } pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  tr, img { break-inside: avoid; } h2, h3, h4, .intro { break-after: avoid; }
}
)");
}

} // namespace windsock::matrix
