/** The style of the page. The colors have a contrast of at least 4.5 to 1 in both palettes. */
export const STYLE = `
:root { color-scheme: light dark; --text: #16191f; --faint: #414d5c; --page: #ffffff; --head: #eef1f4; --line: #b6bec9; --link: #0b5394; }
@media (prefers-color-scheme: dark) {
  :root { --text: #ebebf0; --faint: #c6c6cd; --page: #0f141a; --head: #1f2833; --line: #4b5667; --link: #75b7ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 76rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0.5rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
a { color: var(--link); }
p, li { overflow-wrap: anywhere; max-width: 60rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; margin: 1rem 0; list-style: none; }
.scroll { overflow-x: auto; max-width: 100%; border: 1px solid var(--line); border-radius: 6px; margin: 0.75rem 0; }
.scroll:focus-visible, a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.scroll img { display: block; max-width: none; }
table { border-collapse: collapse; min-width: 100%; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0.75rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.75rem; border-top: 1px solid var(--line); }
td { min-width: 6rem; max-width: 32rem; }
thead th { background: var(--head); white-space: nowrap; }
tbody th { font-weight: 600; min-width: 10rem; max-width: 18rem; overflow-wrap: anywhere; border-right: 1px solid var(--line); }
.tree { padding-left: 1.25rem; }
.tree .tree { border-left: 2px solid var(--line); margin: 0.5rem 0 0.5rem 0.25rem; }
.tree li { margin: 0.5rem 0; }
footer { margin-top: 2.5rem; color: var(--faint); font-size: 0.9rem; }
`;
