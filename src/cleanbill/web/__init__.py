"""The site: Django, server-rendered pages, one small app a subject. Only this package knows Django."""
