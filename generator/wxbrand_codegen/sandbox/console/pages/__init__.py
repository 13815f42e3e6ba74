"""The pages of the console. Each module defines ROUTES and TEXTS, and `console.application` names it in `_PAGES`.

An endpoint gets what it works with by `desk_of(request)`, and answers with `desk.render(request, TEMPLATE, values, page=NAME)`. Changes
are POST routes that read `read_form(request)` and answer with a redirect (303). What a page shows is kept up to date if it stands in an
element with an id and `data-live="TOPIC"`, and something calls `desk.live.changed(TOPIC)`; `static/console.js` lists the other attributes.
The content security policy forbids inline scripts and `style` attributes: bars are `<progress>`, `<meter>` or SVG.
"""
