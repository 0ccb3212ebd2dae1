"""What axe finds on the page that a browser shows."""

from pathlib import Path

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_THE_WINDOW = ["target-size", "color-contrast"]  # the rules whose outcome depends on width and scheme
# A bar that sticks to the window's edge lies over what stands there; at the end of the page it has its own place.
# To tell of all that was in order too would take axe as long again. It would load every style sheet anew, for rules
# that are not among ours, and break the page's policy with that.
JUDGED = """async ([type, values]) => {
    if (!('axe' in window)) return null;
    const here = scrollY;
    scrollTo({top: document.documentElement.scrollHeight, behavior: 'instant'});
    const outcome = await axe.run({preload: false, resultTypes: ['violations'], runOnly: {type, values}});
    scrollTo({top: here, behavior: 'instant'});
    return outcome.violations;
}"""


def violations(page, rules=RULES, kind="tag"):
    """What axe finds by these rules, or by the rules of these tags, said so that one finds the place."""
    judged = page.evaluate(JUDGED, [kind, rules])
    if judged is None:
        # Handed to the browser from outside, since the page's policy lets no foreign script in.
        page.evaluate(AXE)
        judged = page.evaluate(JUDGED, [kind, rules])
    return [
        f"{found['id']}: {node['html'][:160]} ({node['failureSummary']})" for found in judged for node in found["nodes"]
    ]
