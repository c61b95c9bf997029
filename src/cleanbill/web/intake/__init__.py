"""What a patient tells before the first visit: by a link or on the clinic's tablet, with consents, into the chart."""
