"""The Alphabetic Index of ICD-10-CM and its tables: read, its `see` followed, and given to each edition."""
