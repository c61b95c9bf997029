"""Which diagnoses support a service: Medicare coverage articles, by contractor and date."""
