"""The addresses of intakes. A link holds a random token, the others numbers."""

from django.urls import path

from cleanbill.web.intake.views import asking, offering, opening, review, staff, texts

urlpatterns = [
    path("intake/link/<str:token>/", opening.link, name="intake_link"),
    path("intake/", opening.start, name="intake_start"),
    path("intake/stay/", opening.stay, name="intake_stay"),
    path("intake/leave/", opening.leave, name="intake_leave"),
    path("intake/step/<int:number>/", asking.step, name="intake_step"),
    path("intake/check/", asking.check, name="intake_check"),
    path("intake/done/", opening.done, name="intake_done"),
    path("intakes/", staff.intakes, name="intakes"),
    path("patients/<int:pk>/intakes/new/", staff.new_intake, name="new_intake"),
    path("appointments/<int:pk>/intakes/new/", staff.new_intake_of_visit, name="new_intake_of_visit"),
    path("intakes/<int:pk>/", review.intake, name="intake"),
    path("intakes/<int:pk>/link/", staff.resend, name="resend_intake"),
    path("intakes/<int:pk>/kiosk/", staff.hand_over, name="hand_over_intake"),
    path("intakes/<int:pk>/end/", staff.end, name="end_intake"),
    path("intakes/<int:pk>/take/", review.take_over, name="take_intake"),
    path("intakes/<int:pk>/episode/", review.choose_episode, name="choose_episode"),
    path("intakes/<int:pk>/consents/", review.consents, name="intake_consents"),
    path("appointments/<int:pk>/note/intake/", offering.write_told, name="note_intake"),
    path("consents/", texts.texts, name="consent_texts"),
    path("consents/new/", texts.new_text, name="new_consent_text"),
    path("consents/<int:pk>/edit/", texts.edit_text, name="edit_consent_text"),
]
