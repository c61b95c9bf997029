"""What one payer wants and another does not."""
