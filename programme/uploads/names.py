"""Names of uploaded files: kept for people to read, never used for a path."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 150
# Marks that change the direction of text, by which “report[mark]fdp.exe” reads as “reportexe.pdf”.
DIRECTIONS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Whatever comes before the last ending must not itself be the ending of a program, a page or another file.
ENDINGS = set(
    """apk app asp aspx bat bin cgi cmd com cpl dll dmg doc docm docx dot dotm dotx exe gz hta htm html
    iso jar jpeg jpg js jse jsp lnk msi odt odp ods ott pdf phar php php3 php4 php5 phtml pl png ppt pptx
    ps1 py rar rb reg scr sh shtml svg swf tar vb vbe vbs wsf xhtml xls xlsb xlsm xlsx xlt xltm xml zip
    7z""".split()
)


def check_name(name, endings):
    """The cleaned name; raises ValidationError where it misleads or does not end in one of `endings`."""
    if any(unicodedata.category(letter) in {"Cc", "Cs"} or letter in DIRECTIONS for letter in name):
        raise ValidationError(
            _("The file's name holds characters that cannot be seen. Rename the file and upload it again."),
            code="name-invisible",
        )
    if "/" in name or "\\" in name or name.strip() in {"", ".", ".."}:
        raise ValidationError(
            _("The file's name holds a path. Give it a plain name such as report.pdf and upload it again."),
            code="name-path",
        )
    cleaned = "".join(letter for letter in unicodedata.normalize("NFC", name) if unicodedata.category(letter) != "Cf")
    cleaned = re.sub(r'[<>:"|?*]', "_", " ".join(cleaned.split())).strip(". ")
    if len(cleaned) > LONGEST:
        raise ValidationError(
            _("The file's name is longer than %(limit)d characters. Shorten it and upload the file again."),
            code="name-long",
            params={"limit": LONGEST},
        )
    first, *others = cleaned.lower().split(".")
    if not first or not others or others[-1] not in endings:
        raise ValidationError(
            _("Files named like this are not taken. Allowed are %(endings)s: save the file as one of these."),
            code="name-ending",
            params={"endings": ", ".join(f".{one}" for one in endings)},
        )
    if any(part.strip() in ENDINGS for part in others[:-1]):
        raise ValidationError(
            _("The file's name has two endings. Rename it so that it has one, such as report.pdf."),
            code="name-two-endings",
        )
    return cleaned
