"""A form whose line was cut in the middle is no form: half of a text must not be taken for the text.

Servers end such a body early without a word, and Django reads what came. The header said how much there would be.
"""


class BodyCutOff(OSError):
    """The body ended before what its header announced. Django takes it for a body that cannot be read."""


class WholeBody:
    """The body of a request, read to the length that it announced or refused."""

    def __init__(self, stream, length):
        self._stream, self._missing = stream, length

    def read(self, size=-1):
        wanted = self._missing if size is None or size < 0 else min(size, self._missing)
        found = b""
        while len(found) < wanted:
            found += self._counted(self._stream.read(wanted - len(found)))
        return found

    def readline(self, size=-1):
        wanted = self._missing if size is None or size < 0 else min(size, self._missing)
        return self._counted(self._stream.readline(wanted)) if wanted else b""

    def _counted(self, data):
        if not data:
            raise BodyCutOff("The request ended in the middle of its body.")
        self._missing -= len(data)
        return data


def refusing_halves(application):
    """The WSGI application, handed only such bodies as came whole."""

    def whole(environ, start_response):
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal() and int(length):
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return whole
