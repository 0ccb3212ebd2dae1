"""What axe finds on the page that a browser shows."""

from pathlib import Path

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page, rules=RULES, kind="tag"):
    """What axe finds, said so that one finds the place."""
    # Handed to the browser from outside, since the page's policy lets no foreign script in.
    page.evaluate(AXE)
    outcome = page.evaluate("([kind, rules]) => axe.run({runOnly: {type: kind, values: rules}})", [kind, rules])
    return [
        f"{found['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for found in outcome["violations"]
        for node in found["nodes"]
    ]
