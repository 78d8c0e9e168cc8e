// SPDX-License-Identifier: MIT
#include "daemon/openapi/docs_style.hpp"

namespace qrgen::daemon::openapi {

std::string_view docs_style() noexcept {
    return R"css(
:root { color-scheme: light dark; --ground: #fff; --panel: #f6f7f9; --line: #dde1e7; --text: #1c2430; --faint: #5b6675;
  --accent: #2456c4; --get: #1f6feb; --post: #1a7f4b; --put: #9a5b00; --delete: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #12161c; --panel: #1a2028; --line: #2d3641; --text: #e3e8ee; --faint: #9aa7b6; --accent: #82aaff;
    --get: #4c8dff; --post: #35a76c; --put: #c98a2b; --delete: #e5665d; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, sans-serif;
  overflow-wrap: break-word; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre { font: 0.875em/1.5 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; }
header { max-width: 76rem; margin: 0 auto; padding: 2rem 1.5rem 1.25rem; border-bottom: 1px solid var(--line); }
header p { margin: 0.5rem 0 0; max-width: 50rem; color: var(--faint); }
.frame { display: grid; grid-template-columns: 17rem minmax(0, 1fr); max-width: 76rem; margin: 0 auto; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 0.5rem 1rem 2rem 1.5rem;
  font-size: 0.9rem; }
nav h2 { margin: 1.25rem 0 0.25rem; border: 0; padding: 0; font-size: 0.75rem; letter-spacing: 0.06em;
  text-transform: uppercase; color: var(--faint); }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li { padding: 0.12rem 0; }
nav a { display: flex; gap: 0.5rem; color: inherit; }
nav .method { min-width: 2.9rem; font-size: 0.625rem; align-self: center; padding: 0.05rem 0.2rem; }
main { padding: 1rem 1.5rem 6rem; min-width: 0; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
h1 small { font-size: 1rem; font-weight: 400; color: var(--faint); margin-left: 0.5rem; }
h2 { margin: 2.5rem 0 1rem; padding-bottom: 0.35rem; border-bottom: 1px solid var(--line); font-size: 1.4rem; }
h3 { display: flex; flex-wrap: wrap; gap: 0.35rem 0.7rem; align-items: center; margin: 0; font-size: 1.05rem; }
h3 code { font-weight: 600; font-size: 0.95em; overflow-wrap: anywhere; }
h4 { margin: 1.2rem 0 0.4rem; font-size: 0.8rem; letter-spacing: 0.04em; text-transform: uppercase;
  color: var(--faint); }
article { margin: 1.25rem 0; padding: 1.1rem 1.25rem 1.25rem; border: 1px solid var(--line); border-radius: 0.6rem; }
article > p { margin: 0.6rem 0 0; }
.faint { color: var(--faint); }
.method { display: inline-block; min-width: 3.9rem; padding: 0.15rem 0.5rem; border-radius: 0.35rem; color: #fff;
  background: var(--get); text-align: center; font: 700 0.75rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
.post { background: var(--post); } .put, .patch { background: var(--put); } .delete { background: var(--delete); }
table { width: 100%; border-collapse: collapse; font-size: 0.92rem; }
th { text-align: left; font-size: 0.8rem; font-weight: 600; color: var(--faint); }
th, td { padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
td:first-child { width: 12rem; } td:nth-child(2) { width: 15rem; color: var(--faint); }
.needed { font-size: 0.75rem; font-weight: 600; color: var(--delete); white-space: nowrap; }
pre { margin: 0; padding: 0.75rem 1rem; overflow-x: auto; border-radius: 0.4rem; background: var(--panel);
  border: 1px solid var(--line); }
.answers { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem;
  font-size: 0.92rem; }
.answers li > code:first-child { font-weight: 600; }
@media (max-width: 56rem) {
  .frame { display: block; }
  header { padding: 1.25rem 1rem 1rem; }
  nav { position: static; max-height: none; padding: 0 1rem; }
  nav ul { columns: 13rem; }
  main { padding: 1.25rem 1rem 4rem; }
}
@media (max-width: 40rem) {
  article { padding: 0.9rem; }
  thead { display: none; }
  tr, td, td:first-child, td:nth-child(2) { display: block; width: auto; padding-right: 0; }
  tr { padding: 0.45rem 0; border-bottom: 1px solid var(--line); }
  tr:last-child { border-bottom: 0; }
  td { padding: 0.05rem 0; border: 0; }
}
@media print {
  nav { display: none; } .frame { display: block; } article, tr { break-inside: avoid; } pre { white-space: pre-wrap; }
}
)css";
}

}  // namespace qrgen::daemon::openapi
