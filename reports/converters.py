"""Parts of addresses that are values of the Programme."""

from django.urls import register_converter

from programme.dates import Biennium


class BienniumConverter:
    regex = r"\d{4}-\d{4}"

    def to_python(self, text):
        return Biennium.parse(text)

    def to_url(self, biennium):
        return str(biennium)


register_converter(BienniumConverter, "biennium")
