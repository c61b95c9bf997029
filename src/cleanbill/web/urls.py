"""The addresses of the site, app by app."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from cleanbill.web.accounts.entrance import home
from cleanbill.web.demo.sign_in import sign_in_as

urlpatterns = [
    path("", home, name="home"),
    path("favicon.ico", RedirectView.as_view(url=static("cleanbill/icon.svg")), name="favicon"),
    path("", include("cleanbill.web.accounts.urls")),
    path("", include("cleanbill.web.charts.urls")),
    path("", include("cleanbill.web.notes.urls")),
    path("", include("cleanbill.web.schedule.urls")),
    path("", include("cleanbill.web.audit.urls")),
    path("", include("cleanbill.web.intake.urls")),
    path("", include("cleanbill.web.claims.urls")),
    path("", include("cleanbill.web.remits.urls")),
    path("", include("cleanbill.web.denials.urls")),
    path("", include("cleanbill.web.dashboards.urls")),
    path("", include("cleanbill.web.jobs.urls")),
    path("", include("cleanbill.web.codebook.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/<slug:username>/", sign_in_as, name="sign_in_as")]
