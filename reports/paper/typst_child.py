"""A process of its own in which typst runs: what it takes and what it breaks is not the server's.

Reads one job from standard input, writes what was made, one file or several, to standard output. Imports nothing of
the portal, so that it starts at once.
"""

import json
import sys
from pathlib import Path

import typst

FOLDER = Path(__file__).parent
PICTURE = b"""#let picture = json(bytes(sys.inputs.picture))
#set page(width: auto, height: auto, margin: 2pt, fill: white)
#image(bytes(picture), format: "svg")
"""
MISSING_LETTER = 3  # the exit status that says so


def pdf(paper):
    return typst.compile(
        (FOLDER / "paper.typ").read_bytes(),
        root=FOLDER,  # nothing is read from there but what the template names, and it names nothing
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"paper": json.dumps(paper)},
    )


def png(svg, dots):
    return typst.compile(
        PICTURE, root=FOLDER, ignore_system_fonts=True, format="png", ppi=dots, sys_inputs={"picture": json.dumps(svg)}
    )


def main():
    job = json.load(sys.stdin)
    try:
        made = [pdf(job["paper"])] if "paper" in job else [png(one, job["dots"]) for one in job["pictures"]]
    except typst.TypstError as error:
        print(error.message, *error.hints, sep="\n", file=sys.stderr)  # noqa: T201
        sys.exit(MISSING_LETTER if "could not be displayed" in error.message else 1)
    for one in made:
        sys.stdout.buffer.write(len(one).to_bytes(8, "big") + one)


if __name__ == "__main__":
    main()
