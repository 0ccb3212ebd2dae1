"""What browsers must not do with our pages beside what the content security policy says."""

from django.conf import settings


class BrowserPoliciesMiddleware:
    """No camera, place or payment for anybody on our pages; no other site may load what is not made for every site."""

    def __init__(self, get_response):
        self.get_response = get_response
        allowed = settings.PERMISSIONS_POLICY.items()
        self.policy = ", ".join(f"{feature}=({' '.join(origins)})" for feature, origins in allowed)

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.policy)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
