# ruff: noqa: E501 - style sheets read best with a rule a line
"""Style sheets: one for each look that a web page is printed in. LEFT and RIGHT are the words of the running head."""

from __future__ import annotations

_COMMON = """
.running { display: none }
.title { font-size: 1.9em } .notice { border: 1px solid #933; padding: 6pt; font-weight: bold; color: #933 }
.box { border: 1pt solid #246; background: #f2f6fa; padding: 4pt 10pt; margin: 12pt 0 }
.pulled { border-top: 1pt solid #246; border-bottom: 1pt solid #246; font-style: italic; font-size: 1.15em; padding: 6pt }
.work { padding-left: 2em; text-indent: -2em; margin: 0 0 5pt 0; font-size: .9em }
caption, figcaption { text-align: left; font-size: .92em; padding: 4pt 0 } figure { margin: 12pt 0; break-inside: avoid }
td, th { text-align: left; vertical-align: top; padding: 3pt 5pt; font-size: .92em }
table { border-collapse: collapse; margin: 10pt 0; width: 100% }
sup { font-size: .65em; line-height: 0; vertical-align: super }
"""

WEB_EXPORT = (
    _COMMON
    + """
@page { size: A4; margin: 2.2cm 2cm;
  @top-left { content: LEFT; font-size: 8pt; color: #555 } @top-right { content: RIGHT; font-size: 8pt; color: #555 }
  @bottom-right { content: "Page " counter(page) "/" counter(pages); font-size: 8pt } }
body { font: 10.5pt/1.35 'Liberation Sans'; color: #222 } h1, h2, h3, h4 { color: #0b5d6b; break-after: avoid }
h1 { font-size: 1.5em } h2 { font-size: 1.25em } h3 { font-size: 1.1em } h4 { font-size: 1em } main > h1 { border-bottom: 1pt solid #0b5d6b }
td, th { border: .6pt solid #777 } th { background: #d8ecef } tr { break-inside: avoid }
nav p { margin: 2pt 0 } nav a { color: inherit; text-decoration: none } nav a::after { content: leader('.') target-counter(attr(href), page) }
.toc2 { padding-left: 1em } .toc3 { padding-left: 2em } .toc4 { padding-left: 3em } nav { break-after: page }
"""
)

BOOK = (
    _COMMON
    + """
@page { size: 17cm 24cm; margin: 2cm 1.8cm;
  @bottom-center { content: counter(page) } }
@page :left { @top-left { content: LEFT; font: italic 8pt 'Liberation Serif' } }
@page :right { @top-right { content: RIGHT; font: italic 8pt 'Liberation Serif' } }
@page :first { @top-right { content: none } }
body { font: 10pt/1.3 'Liberation Serif'; text-align: justify; hyphens: auto } p.prose { margin: 0; text-indent: 1.4em }
h1 { font-size: 15pt; text-align: center; font-variant: normal } h2 { font-size: 12pt } h3 { font-size: 10.5pt; font-style: italic } h4 { font-size: 10pt; font-style: italic; font-weight: normal }
h1, h2, h3, h4 { break-after: avoid; hyphens: none } header p { text-align: center }
caption { caption-side: bottom } table { border-top: 1pt solid black; border-bottom: 1pt solid black } thead { border-bottom: .5pt solid black }
td, th { hyphens: auto } nav a { color: inherit; text-decoration: none } nav a::after { content: leader('. ') target-counter(attr(href), page) } nav p { text-indent: 0; margin: 1pt 0 }
"""
)

JOURNAL = (
    _COMMON
    + """
@page { size: A4; margin: 2cm 1.6cm; @top-left { content: LEFT " | " RIGHT; font-size: 7.5pt }
  @bottom-left { content: counter(page); font-size: 8pt } @bottom-right { content: "© Atelier Sourcier"; font-size: 7pt } }
body { font: 9.2pt/1.28 'DejaVu Serif'; font-size: 8.6pt } main { columns: 2; column-gap: 7mm; text-align: justify; hyphens: auto }
p.prose { margin: 0 0 4pt 0 } h1 { font-size: 12pt; text-transform: uppercase } h2 { font-size: 10pt; color: #a33 } h3 { font-size: 9pt; color: #a33; font-style: italic }
h1, h2, h3, h4 { break-after: avoid; text-align: left; hyphens: none; margin: 10pt 0 4pt 0 } .title { font-size: 18pt; text-transform: none }
td, th { border-bottom: .4pt solid #999; text-align: left; padding: 2pt 3pt; font-size: .85em } thead { border-top: 1pt solid black } .box { break-inside: avoid }
table.wide { column-span: all } figure svg { width: 100%; height: auto } figure { break-inside: avoid } ul { padding-left: 1.3em }
"""
)

BROWSER = (
    _COMMON
    + """
body { font: 12px/1.5 'DejaVu Sans'; max-width: 60em } h1 { font-size: 1.6em } h2 { font-size: 1.3em; color: #06c } h3 { font-size: 1.1em }
td { border-bottom: 1px solid #ddd } th { border-bottom: 2px solid #555; background: #eee } tr:nth-child(even) td { background: #f7f7f7 }
figure svg { width: 400px; height: auto } nav a { color: #06c }
"""
)

PLAIN = """
body { font-family: serif; font-size: 10pt } .title { font-size: 20pt } h1 { font-size: 16pt } h2 { font-size: 13pt } h3 { font-size: 11.5pt; } h4 { font-size: 10.5pt }
td, th { border: 0.5px solid black; padding: 3px; text-align: left; vertical-align: top } .work { font-size: 9pt } .running { display: none }
"""
