"""Fills and sends the forms of the workshop as a browser does: all that the page holds, with what was changed."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.data, self.select, self.textarea, self.option_seen = {}, None, None, False

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.inside = self.form_id is None or found.get("id") == self.form_id
        if not self.inside:
            return
        name = found.get("name")
        if tag == "input" and name:
            kind = found.get("type", "text")
            if kind in ("submit", "button", "file") or (kind in ("checkbox", "radio") and "checked" not in found):
                return
            self.data.setdefault(name, []).append(found.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "select" and name:
            self.select, self.multiple, self.first = name, "multiple" in found, None
        elif tag == "option" and self.select:
            if "selected" in found:
                self.data.setdefault(self.select, []).append(found.get("value", ""))
            elif self.first is None:
                self.first = found.get("value", "")
        elif tag == "textarea" and name:
            self.textarea = name
            self.data[name] = [""]

    def handle_data(self, data):
        if self.textarea:
            self.data[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select" and self.select:
            if self.select not in self.data and not self.multiple and self.first is not None:
                self.data[self.select] = [self.first]
            self.select = None
        elif tag == "textarea" and self.textarea:
            # A browser leaves out the line break that follows the tag.
            self.data[self.textarea][0] = self.data[self.textarea][0].removeprefix("\r").removeprefix("\n")
            self.textarea = None


def fields_of(response, form_id=None):
    """What a browser would send of this page's form, were nothing changed."""
    parser = _Fields(form_id)
    parser.feed(response.content.decode())
    return {name: values for name, values in parser.data.items() if "__prefix__" not in name}


def open_form(client, url, model="country"):
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return fields_of(response, f"{model}_form")


def send(client, url, data, button="_save", **changes):
    """Sends the form with these changes; None takes a field out, as an unticked box is left out."""
    data = dict(data) | {button: ["1"]}
    for name, value in changes.items():
        if value is None:
            data.pop(name, None)
        else:
            data[name] = value if isinstance(value, list) else [value]
    return client.post(url, data)
