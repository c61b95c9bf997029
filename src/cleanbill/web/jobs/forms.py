"""The form of an outlet."""

from cleanbill.web.charts.forms import RecordForm
from cleanbill.web.jobs.models import Outlet


class OutletForm(RecordForm):
    """Where a summary goes, and whether it does."""

    class Meta:
        model = Outlet
        fields = ("kind", "address", "role", "on")
