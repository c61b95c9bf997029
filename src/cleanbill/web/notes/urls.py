"""The addresses of notes. A note is reached by the number of its appointment."""

from django.urls import path

from cleanbill.web.notes.views import editor, forms, signing

_NOTE = "appointments/<int:pk>/note/"

urlpatterns = [
    path("notes/", signing.notes, name="notes"),
    path(_NOTE, editor.note, name="note"),
    path(f"{_NOTE}save/", editor.save_note, name="save_note"),
    path(f"{_NOTE}check/", editor.check_note, name="check_note"),
    path(f"{_NOTE}copy/", editor.copy_note, name="copy_note"),
    path(f"{_NOTE}rows/", forms.rows, name="note_rows"),
    path(f"{_NOTE}minutes/", forms.minutes, name="note_minutes"),
    path(f"{_NOTE}write/", forms.write_note, name="write_note"),
    path(f"{_NOTE}allow/", signing.allow_finding, name="allow_finding"),
    path(f"{_NOTE}ask-again/", signing.ask_again, name="ask_again"),
    path(f"{_NOTE}sign/", signing.sign_note, name="sign_note"),
    path(f"{_NOTE}addendum/", signing.add_addendum, name="add_addendum"),
]
