"""Waiting for the page that a click leads to."""


def follow(place):
    """Clicks what leads to another page, or to the same anew, and waits until it is there: a click alone does not.

    Each click that leads on goes through here. What is then asked of the page at once (`count`, `inner_text`,
    `is_visible`) is asked of the new one; what a script changes in place is waited for with `expect`.
    """
    with place.page.expect_navigation():
        place.click()
