"""What axe finds on the page that a browser shows."""

from pathlib import Path

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_THE_WINDOW = ["target-size", "color-contrast"]  # the rules whose outcome depends on width and scheme


def violations(page, rules=RULES, kind="tag"):
    """What axe finds by these rules, or by the rules of these tags, said so that one finds the place."""
    # Handed to the browser from outside, since the page's policy lets no foreign script in.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    # A bar that sticks to the window's edge lies over what stands there; at the end of the page it has its own place.
    here = page.evaluate("scrollY")
    scroll(page, "document.documentElement.scrollHeight")
    # To tell of all that was in order too takes axe as long again.
    outcome = page.evaluate(
        """([type, values]) => axe.run({resultTypes: ['violations'], runOnly: {type, values}})
            .then((outcome) => outcome.violations)""",
        [kind, rules],
    )
    scroll(page, here)
    return [
        f"{found['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for found in outcome
        for node in found["nodes"]
    ]


def scroll(page, to):
    page.evaluate(f"scrollTo({{top: {to}, behavior: 'instant'}})")
